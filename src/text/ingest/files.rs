//! Files that cannot be read as reports: what is wrong with them, and what to do.

use crate::text::Label;

/// A size in bytes as people write it: `512 KB`, `100 MB`.
fn size(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes < MB { format!("{} KB", bytes.div_ceil(1024)) } else { format!("{} MB", bytes.div_ceil(MB)) }
}

/// A file has no bytes, or nothing but white space.
pub fn empty(file: &str) -> Label {
    Label::new(format!("{file}：是空文件"), format!("{file}: is empty"))
}

/// A file is larger than is read.
pub fn too_large(file: &str, bytes: u64, most: u64) -> Label {
    let (bytes, most) = (size(bytes), size(most));
    Label::new(
        format!("{file}：文件有 {bytes}，超过上限 {most}，没有读取"),
        format!("{file}: has {bytes}, more than the {most} that are read, and was left out"),
    )
}

/// Hint for [`too_large`].
pub fn raise_max_size() -> Label {
    Label::new("确需读取时用 --max-size 提高上限", "raise the limit with --max-size if it must be read")
}

/// A packed file grows beyond all measure while it is unpacked.
pub fn unpacks_too_large(file: &str, most: u64) -> Label {
    let most = size(most);
    Label::new(
        format!("{file}：解压后超过 {most}，可能是压缩炸弹，没有读取"),
        format!("{file}: unpacks to more than {most}, perhaps a zip bomb, and was left out"),
    )
}

/// A document has more cells than a report can have.
pub fn too_many_cells(file: &str, most: usize) -> Label {
    Label::new(
        format!("{file}：表格单元格超过 {most} 个，不会是年度报告"),
        format!("{file}: has more than {most} table cells, which no annual report has"),
    )
}

/// A document has more paragraphs than a report can have.
pub fn too_many_paragraphs(file: &str, most: usize) -> Label {
    Label::new(
        format!("{file}：段落超过 {most} 个，不会是年度报告"),
        format!("{file}: has more than {most} paragraphs, which no annual report has"),
    )
}

/// Markup is nested or repeated beyond what is read.
pub fn tangled(file: &str) -> Label {
    Label::new(
        format!("{file}：标记嵌套或重复过多，没有读取"),
        format!("{file}: its markup is nested or repeated too much, and was left out"),
    )
}

/// Hint for files that hold something else than one report.
pub fn one_report_a_file() -> Label {
    Label::new("每个文件应当只有一份报告的正文", "a file should hold the text of one report and nothing else")
}

/// A file is of no format that is read.
pub fn unknown_format(file: &str) -> Label {
    Label::new(format!("{file}：不是可以读取的格式"), format!("{file}: is of no format that can be read"))
}

/// Hint for [`unknown_format`]: the formats.
pub fn known_formats() -> Label {
    Label::new(
        "可以读取 txt、html、docx、pdf、xlsx 和 csv；请用原来的程序另存为其中一种",
        "txt, html, docx, pdf, xlsx and csv can be read; save it as one of them with the program it comes from",
    )
}

/// The content of a file is not what its ending says.
pub fn not_what_it_says(file: &str, ending: &str) -> Label {
    Label::new(
        format!("{file}：内容不是 {ending} 格式，文件可能已损坏或改过名"),
        format!("{file}: its content is not {ending}; it may be damaged or renamed"),
    )
}

/// A file ends too early or is damaged.
pub fn damaged(file: &str) -> Label {
    Label::new(format!("{file}：文件不完整或已损坏"), format!("{file}: is cut off or damaged"))
}

/// Hint for [`damaged`].
pub fn fetch_again() -> Label {
    Label::new(
        "请重新下载，或用原来的程序打开后另存一份",
        "download it again, or open it in the program it comes from and save it anew",
    )
}

/// A file is protected by a password.
pub fn encrypted(file: &str) -> Label {
    Label::new(
        format!("{file}：有密码保护，无法读取"),
        format!("{file}: is protected by a password and cannot be read"),
    )
}

/// Hint for [`encrypted`].
pub fn remove_password() -> Label {
    Label::new("请去掉密码后另存一份", "save a copy without the password")
}

/// A binary Word document.
pub fn old_word(file: &str) -> Label {
    Label::new(
        format!("{file}：是旧版 Word 格式（.doc），无法读取"),
        format!("{file}: is of the old Word format (.doc), which cannot be read"),
    )
}

/// Word's own XML, or rich text.
pub fn other_word(file: &str) -> Label {
    Label::new(
        format!("{file}：是 Word 的 XML 或 RTF 格式，无法读取"),
        format!("{file}: is Word XML or rich text, which cannot be read"),
    )
}

/// Hint for [`old_word`] and [`other_word`].
pub fn save_as_docx() -> Label {
    Label::new("请用 Word 或 WPS 另存为 .docx", "save it as .docx with Word, WPS or LibreOffice")
}

/// A binary Excel workbook.
pub fn old_excel(file: &str) -> Label {
    Label::new(
        format!("{file}：是旧版 Excel 格式（.xls 或 .xlsb），无法读取"),
        format!("{file}: is of an old Excel format (.xls or .xlsb), which cannot be read"),
    )
}

/// Hint for [`old_excel`].
pub fn save_as_xlsx() -> Label {
    Label::new("请用 Excel 或 WPS 另存为 .xlsx", "save it as .xlsx with Excel, WPS or LibreOffice")
}

/// A document of the Chinese layout format OFD or of `OpenDocument`.
pub fn other_office(file: &str) -> Label {
    Label::new(
        format!("{file}：是 OFD 或 OpenDocument 格式，无法读取"),
        format!("{file}: is OFD or OpenDocument, which cannot be read"),
    )
}

/// An archive of files.
pub fn archive(file: &str) -> Label {
    Label::new(format!("{file}：是压缩包，不是文档"), format!("{file}: is an archive and not a document"))
}

/// Hint for [`archive`].
pub fn unpack_first() -> Label {
    Label::new("请先解压，再读取其中的文件", "unpack it first and read the files in it")
}

/// A picture.
pub fn picture(file: &str) -> Label {
    Label::new(
        format!("{file}：是图片，没有可以读取的文字"),
        format!("{file}: is a picture and has no text to be read"),
    )
}

/// Hint for [`picture`].
pub fn recognise_first() -> Label {
    Label::new("请先做文字识别，存为 txt 或 docx", "recognise its text first and save it as txt or docx")
}

/// A page saved as a single web archive.
pub fn web_archive(file: &str) -> Label {
    Label::new(
        format!("{file}：是网页归档（mht），无法读取"),
        format!("{file}: is a web archive (mht), which cannot be read"),
    )
}

/// Hint for [`web_archive`].
pub fn save_as_html() -> Label {
    Label::new("请在浏览器中另存为“网页，仅 HTML”", "save the page as \"HTML only\" in the browser")
}

/// The encoding of a text cannot be told.
pub fn unknown_encoding(file: &str) -> Label {
    Label::new(
        format!("{file}：文字编码既不是 UTF-8 也不是 GBK，或文件已损坏"),
        format!("{file}: its text is neither UTF-8 nor GBK, or it is damaged"),
    )
}

/// Hint for [`unknown_encoding`].
pub fn save_as_utf8() -> Label {
    Label::new("请另存为 UTF-8 编码的文本", "save it as text in UTF-8")
}

/// A path that is not there.
pub fn no_such_path(path: &str) -> Label {
    Label::new(format!("{path}：没有这个文件或文件夹"), format!("{path}: no such file or folder"))
}

/// Hint for [`no_such_path`].
pub fn look_at_the_path() -> Label {
    Label::new("检查路径；含空格的路径要加引号", "check the path; one with blanks must be in quotes")
}

/// A folder that cannot be listed.
pub fn cannot_list(path: &str) -> Label {
    Label::new(format!("{path}：无法列出其中的文件"), format!("{path}: its files cannot be listed"))
}

/// Folders without any file to read.
pub fn nothing_to_read(paths: &[String]) -> Label {
    Label::new(
        format!("{}：没有可读的报告文件", paths.join("、")),
        format!("{}: holds no file that may be a report", paths.join(", ")),
    )
}
