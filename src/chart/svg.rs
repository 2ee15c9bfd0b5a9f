//! A scene as SVG. The bytes depend on the scene alone.

use std::fmt::Write;

use super::font::Weight;
use super::scene::{Anchor, Color, Hatch, Mark, Paint, Scene, Shape, Stroke, TextMark, hatch_lines};
use crate::text::Lang;

/// Fonts with Chinese characters on Windows, macOS and Linux, the one the chart was measured with first.
const FONTS: &str = "'Noto Sans SC','Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// Writes the scene. Texts stay texts, marks carry the code of their region in `data-region`.
pub fn write(scene: &Scene) -> String {
    let mut out = String::with_capacity(512 + scene.marks.len() * 160);
    let (w, h, id) = (scene.width, scene.height, scene_id(scene));
    let lang = language(scene.lang);
    // Writing to a String does not fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         role=\"img\" aria-labelledby=\"title-{id} desc-{id}\" xml:lang=\"{lang}\" font-family=\"{FONTS}\">\n\
         <title id=\"title-{id}\">{}</title>\n<desc id=\"desc-{id}\">{}</desc>\n\
         <rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>\n",
        escape(&scene.title),
        escape(&scene.desc),
        hex(scene.background),
    );
    for mark in &scene.marks {
        write_mark(&mut out, mark);
    }
    out.push_str("</svg>\n");
    out
}

/// The name of a language in files.
pub(crate) const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// A name for the scene within a page that shows several: a hash (FNV-1a) of its title and description.
fn scene_id(scene: &Scene) -> String {
    let bytes = scene.title.bytes().chain([0]).chain(scene.desc.bytes());
    let hash = bytes.fold(0x811C_9DC5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

fn write_mark(out: &mut String, mark: &Mark) {
    let mut tag = String::new();
    if let Some(region) = &mark.region {
        let _ = write!(tag, " data-region=\"{}\"", escape(region));
    }
    let tip = mark.tip.as_ref().map(|tip| format!("<title>{}</title>", escape(tip)));
    let element = |out: &mut String, name: &str, attributes: &str| {
        let _ = match &tip {
            Some(tip) => writeln!(out, "<{name}{tag}{attributes}>{tip}</{name}>"),
            None => writeln!(out, "<{name}{tag}{attributes}/>"),
        };
    };
    match &mark.shape {
        Shape::Rect { x, y, w, h, paint } => {
            let at = format!(
                " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                number(*x),
                number(*y),
                number(*w),
                number(*h)
            );
            element(out, "rect", &(at + &paint_attributes(paint)));
            if let Some(hatch) = paint.hatch {
                write_hatch(out, (*x, *y, *w, *h), hatch);
            }
        }
        Shape::Line { points, stroke } => {
            let path = format!(" points=\"{}\" fill=\"none\"{}", list(points), stroke_attributes(stroke));
            element(out, "polyline", &path);
        }
        Shape::Circle { center, r, paint } => {
            let at = format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", number(center.0), number(center.1), number(*r));
            element(out, "circle", &(at + &paint_attributes(paint)));
        }
        Shape::Polygon { points, paint } => {
            element(out, "polygon", &format!(" points=\"{}\"{}", list(points), paint_attributes(paint)));
        }
        Shape::Text(text) => {
            let _ = writeln!(
                out,
                "<text{tag}{}>{}{}</text>",
                text_attributes(text),
                tip.unwrap_or_default(),
                escape(&text.text)
            );
        }
    }
}

fn text_attributes(text: &TextMark) -> String {
    let mut out =
        format!(" x=\"{}\" y=\"{}\" font-size=\"{}\"", number(text.x), number(text.y), number(text.size));
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if text.weight == Weight::Bold {
        out.push_str(" font-weight=\"700\"");
    }
    let turns = text.quarter_turns % 4;
    if turns != 0 {
        let degrees = u32::from(turns) * 90;
        let _ = write!(out, " transform=\"rotate({degrees} {} {})\"", number(text.x), number(text.y));
    }
    let _ = write!(out, " fill=\"{}\"", hex(text.color));
    out
}

/// The lines of a hatch as one path; patterns are not drawn by every program that reads SVG.
fn write_hatch(out: &mut String, (x, y, w, h): (f64, f64, f64, f64), hatch: Hatch) {
    let lines = hatch_lines(x, y, w, h, hatch.gap);
    if lines.is_empty() {
        return;
    }
    out.push_str("<path d=\"");
    for ((x0, y0), (x1, y1)) in lines {
        let _ = write!(out, "M{} {}L{} {}", number(x0), number(y0), number(x1), number(y1));
    }
    let _ = writeln!(
        out,
        "\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" pointer-events=\"none\"/>",
        hex(hatch.color),
        number(hatch.width)
    );
}

fn paint_attributes(paint: &Paint) -> String {
    let fill = paint.fill.map_or_else(|| "none".to_owned(), hex);
    let stroke = paint.stroke.as_ref().map(stroke_attributes).unwrap_or_default();
    format!(" fill=\"{fill}\"{stroke}")
}

fn stroke_attributes(stroke: &Stroke) -> String {
    let mut out = format!(" stroke=\"{}\" stroke-width=\"{}\"", hex(stroke.color), number(stroke.width));
    if let Some((on, off)) = stroke.dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(on), number(off));
    } else {
        out.push_str(" stroke-linejoin=\"round\"");
    }
    out
}

fn list(points: &[(f64, f64)]) -> String {
    let mut out = String::with_capacity(points.len() * 14);
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{},{}", if i > 0 { " " } else { "" }, number(*x), number(*y));
    }
    out
}

/// A length with at most two decimals and no trailing zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}

/// Text as XML; characters XML does not allow become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_two_decimals() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(10.0), "10");
        assert_eq!(number(1.256), "1.26");
        assert_eq!(number(-0.001), "0");
    }

    #[test]
    fn texts_cannot_break_out_of_the_file() {
        assert_eq!(escape("<a b=\"c\">&\u{0}"), "&lt;a b=&quot;c&quot;&gt;&amp; ");
    }
}
