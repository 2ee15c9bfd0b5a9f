//! Wording of what is wrong with a PDF file.

use crate::text::Label;

/// The file does not have the structure of a PDF.
pub fn unreadable(file: &str) -> Label {
    Label::new(
        format!("{file}：不是完整的 PDF 文件，或文件已损坏"),
        format!("{file}: is not a whole PDF file, or it is damaged"),
    )
}

/// Hint for [`unreadable`].
pub fn download_again() -> Label {
    Label::new(
        "请重新下载；若仍打不开，用 PDF 阅读器打开后另存为新的 PDF，或使用该报告的网页版、Word 版",
        "download it again; if it still fails, save it anew from a PDF viewer, or use the report's web page or Word file",
    )
}

/// The file opens only with a password.
pub fn encrypted(file: &str) -> Label {
    Label::new(
        format!("{file}：PDF 已加密，没有密码无法读取"),
        format!("{file}: the PDF is encrypted and cannot be read without its password"),
    )
}

/// Hint for [`encrypted`].
pub fn remove_password() -> Label {
    Label::new(
        "用 PDF 阅读器输入密码打开，另存为不加密的 PDF",
        "open it with its password in a PDF viewer and save it without encryption",
    )
}

/// Pages are pictures.
pub fn only_pictures(file: &str) -> Label {
    Label::new(
        format!("{file}：PDF 中只有图像（扫描件），没有可读取的文字"),
        format!("{file}: the PDF holds pictures only (a scan) and no text"),
    )
}

/// Hint for [`only_pictures`].
pub fn recognise_first() -> Label {
    Label::new(
        "请先用 OCR 软件识别成文字并核对数字，或使用该报告的网页版、Word 版",
        "run a text recognition (OCR) on it and check the figures, or use the report's web page or Word file",
    )
}

/// Pages without anything on them.
pub fn no_text(file: &str) -> Label {
    Label::new(format!("{file}：PDF 中没有文字"), format!("{file}: the PDF holds no text"))
}

/// The fonts do not tell which characters their glyphs are.
pub fn no_characters(file: &str, unknown: usize, all: usize) -> Label {
    Label::new(
        format!("{file}：PDF 的字体没有给出字符编码，{all} 个字中有 {unknown} 个无法识别"),
        format!("{file}: the PDF's fonts do not tell their characters; {unknown} of {all} are unknown"),
    )
}

/// Hint for [`no_characters`].
pub fn convert_first() -> Label {
    Label::new(
        "请从原 Word 文件重新导出 PDF，或用 OCR 软件识别后核对数字，或使用该报告的网页版",
        "export the PDF anew from its Word file, run a text recognition (OCR) and check the figures, or use the report's web page",
    )
}

/// A page without text among pages that have some.
pub fn picture_page(file: &str, page: u32) -> Label {
    Label::new(
        format!("{file}，第 {page} 页：整页是图像，没有可读取的文字"),
        format!("{file}, page {page}: is a picture and holds no text"),
    )
}

/// The file is larger than a report can be.
pub fn too_large(file: &str, what: TooLarge, limit: usize) -> Label {
    let (zh, en) = match what {
        TooLarge::Bytes => ("字节", "bytes"),
        TooLarge::Pages => ("页", "pages"),
        TooLarge::Objects => ("个对象", "objects"),
        TooLarge::Fonts => ("种字体", "fonts"),
        TooLarge::Operations => ("条绘图指令", "drawing operations"),
        TooLarge::Glyphs => ("个字", "characters"),
        TooLarge::Lines => ("条线段（一页之内）", "ruling lines on a page"),
        TooLarge::Unpacked => ("字节（解压之后）", "bytes when unpacked"),
    };
    Label::new(
        format!("{file}：PDF 超过 {limit} {zh}，不像一份年度报告"),
        format!("{file}: the PDF has more than {limit} {en}, which no annual report has"),
    )
}

/// Hint for [`too_large`].
pub fn only_the_report() -> Label {
    Label::new(
        "如果是合订本，请只截取该报告所在的各页，另存为一个 PDF",
        "if it is a collection, save the pages of the report alone as a PDF",
    )
}

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// Bytes of the file.
    Bytes,
    /// Pages.
    Pages,
    /// Objects.
    Objects,
    /// Fonts.
    Fonts,
    /// Operations of the pages.
    Operations,
    /// Characters.
    Glyphs,
    /// Ruling lines of a page.
    Lines,
    /// Bytes of a stream after decompression.
    Unpacked,
}
