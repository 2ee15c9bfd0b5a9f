//! A scene as SVG. The bytes depend on the scene alone.

use std::fmt::Write;

use super::font::Weight;
use super::looks::Looks;
use super::scene::{Anchor, Color, Hatch, Mark, Paint, Scene, Shape, Stroke, TextMark, hatch_lines};
use crate::text::Lang;

/// Fonts with Chinese characters on Windows, macOS and Linux, the one the chart was measured with first.
const FONTS: &str = "'Noto Sans SC','Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// Writes the scene. Texts stay texts, marks carry the code of their region in `data-region`.
pub fn write(scene: &Scene) -> String {
    Writer { out: String::with_capacity(512 + scene.marks.len() * 160), page: None }.scene(scene)
}

/// Writes the scene as an element of a page whose charts share their looks: shorter, and drawn only where the
/// style sheet and the patterns of [`Looks`] are on the page too. The font is the page's. Neighbouring marks of a
/// region are a group that carries its code; neighbouring lines of one look are one path.
pub fn write_in_page(scene: &Scene, looks: &mut Looks) -> String {
    let page = Page { looks, region: None, lines: None };
    Writer { out: String::with_capacity(512 + scene.marks.len() * 90), page: Some(page) }.scene(scene)
}

/// Writes one scene.
struct Writer<'a> {
    out: String,
    page: Option<Page<'a>>,
}

/// What the marks of a chart on a page share.
struct Page<'a> {
    looks: &'a mut Looks,
    /// The region of the group that is open.
    region: Option<String>,
    /// Class and path of the lines that are not written yet.
    lines: Option<(String, String)>,
}

impl Writer<'_> {
    fn scene(mut self, scene: &Scene) -> String {
        let (w, h, id) = (scene.width, scene.height, scene_id(scene));
        let lang = language(scene.lang);
        let font = if self.page.is_some() { String::new() } else { format!(" font-family=\"{FONTS}\"") };
        // Writing to a String does not fail.
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             role=\"img\" aria-labelledby=\"title-{id} desc-{id}\" xml:lang=\"{lang}\"{font}>\n\
             <title id=\"title-{id}\">{}</title>\n<desc id=\"desc-{id}\">{}</desc>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>\n",
            escape(&scene.title),
            escape(&scene.desc),
            hex(scene.background),
        );
        for mark in &scene.marks {
            self.group(mark.region.as_deref());
            self.mark(mark);
        }
        self.group(None);
        self.out.push_str("</svg>\n");
        self.out
    }

    /// Attributes of a look, or the class that stands for them.
    fn look(&mut self, attributes: String) -> String {
        match &mut self.page {
            Some(page) => page.looks.class(&attributes),
            None => attributes,
        }
    }

    /// On a page: ends the lines and the group before a mark of another region.
    fn group(&mut self, region: Option<&str>) {
        let Some(page) = &mut self.page else { return };
        if page.region.as_deref() == region {
            return;
        }
        self.end_lines();
        let Some(page) = &mut self.page else { return };
        if page.region.is_some() {
            self.out.push_str("</g>\n");
        }
        page.region = region.map(str::to_owned);
        if let Some(region) = region {
            let quote = if region.chars().all(|c| c.is_ascii_alphanumeric()) { "" } else { "\"" };
            let _ = write!(self.out, "<g data-region={quote}{}{quote}>", escape(region));
        }
    }

    /// On a page: writes the lines that wait for others of their look.
    fn end_lines(&mut self) {
        if let Some((class, path)) = self.page.as_mut().and_then(|page| page.lines.take()) {
            let _ = write!(self.out, "<path{class} d=\"{path}\"/>");
        }
    }

    /// The region of a mark as an attribute, where no group has it.
    fn tag(&self, mark: &Mark) -> String {
        let region = mark.region.as_ref().filter(|_| self.page.is_none());
        region.map(|region| format!(" data-region=\"{}\"", escape(region))).unwrap_or_default()
    }

    /// On a page: keeps a line without words of its own for a path with its neighbours.
    fn keep_line(&mut self, points: &[(f64, f64)], look: &str) {
        let class = self.look(look.to_owned());
        let is_other = |page: &Page<'_>| page.lines.as_ref().is_none_or(|(known, _)| *known != class);
        if self.page.as_ref().is_some_and(is_other) {
            self.end_lines();
        }
        let Some(page) = &mut self.page else { return };
        let (_, path) = page.lines.get_or_insert_with(|| (class, String::new()));
        push_path(path, points);
    }

    fn element(&mut self, mark: &Mark, name: &str, place: &str, look: String) {
        self.end_lines();
        let (tag, look) = (self.tag(mark), self.look(look));
        // A slash behind a value without quotes would belong to it.
        let (attributes, close, end) = match &self.page {
            Some(_) => (format!("{look}{}", unquoted(place)), " /", ""),
            None => (format!("{tag}{place}{look}"), "/", "\n"),
        };
        let _ = match &mark.tip {
            Some(tip) => {
                write!(self.out, "<{name}{attributes}><title>{}</title></{name}>{end}", escape(tip))
            }
            None => write!(self.out, "<{name}{attributes}{close}>{end}"),
        };
    }

    fn mark(&mut self, mark: &Mark) {
        match &mark.shape {
            Shape::Rect { x, y, w, h, paint } => {
                let place = rectangle(*x, *y, *w, *h);
                self.element(mark, "rect", &place, paint_attributes(paint));
                if let Some(hatch) = paint.hatch {
                    self.hatch((*x, *y, *w, *h), hatch);
                }
            }
            Shape::Line { points, stroke } if self.page.is_some() && mark.tip.is_none() => {
                self.keep_line(points, &format!(" fill=\"none\"{}", stroke_attributes(stroke)));
            }
            Shape::Line { points, stroke } => {
                let place = format!(" points=\"{}\"", list(points));
                self.element(
                    mark,
                    "polyline",
                    &place,
                    format!(" fill=\"none\"{}", stroke_attributes(stroke)),
                );
            }
            Shape::Circle { center, r, paint } => {
                let place =
                    format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", number(center.0), number(center.1), number(*r));
                self.element(mark, "circle", &place, paint_attributes(paint));
            }
            Shape::Polygon { points, paint } => {
                let place = format!(" points=\"{}\"", list(points));
                self.element(mark, "polygon", &place, paint_attributes(paint));
            }
            Shape::Text(text) => {
                self.end_lines();
                let (place, turn, look) = text_attributes(text);
                let look = self.look(look);
                let tip = mark.tip.as_ref().map(|tip| format!("<title>{}</title>", escape(tip)));
                let (tag, tip, said) = (self.tag(mark), tip.unwrap_or_default(), escape(&text.text));
                let (attributes, end) = match &self.page {
                    Some(_) => (format!("{look}{}{turn}", unquoted(&place)), ""),
                    None => (format!("{tag}{place}{turn}{look}"), "\n"),
                };
                let _ = write!(self.out, "<text{attributes}>{tip}{said}</text>{end}");
            }
        }
    }

    /// A hatch over a rectangle: its lines as one path, since patterns are not drawn by every program that reads
    /// SVG; in a page, which a browser shows, a pattern.
    fn hatch(&mut self, (x, y, w, h): (f64, f64, f64, f64), hatch: Hatch) {
        if let Some(page) = &mut self.page {
            let class = page.looks.pattern(hatch);
            let _ = write!(self.out, "<rect{class}{} />", unquoted(&rectangle(x, y, w, h)));
            return;
        }
        let lines = hatch_lines(x, y, w, h, hatch.gap);
        if lines.is_empty() {
            return;
        }
        self.out.push_str("<path d=\"");
        for ((x0, y0), (x1, y1)) in lines {
            let _ = write!(self.out, "M{} {}L{} {}", number(x0), number(y0), number(x1), number(y1));
        }
        let _ = writeln!(
            self.out,
            "\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" pointer-events=\"none\"/>",
            hex(hatch.color),
            number(hatch.width)
        );
    }
}

fn rectangle(x: f64, y: f64, w: f64, h: f64) -> String {
    let (x, y, w, h) = (number(x), number(y), number(w), number(h));
    format!(" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")
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

/// Place, turn and look of a text.
fn text_attributes(text: &TextMark) -> (String, String, String) {
    let place = format!(" x=\"{}\" y=\"{}\"", number(text.x), number(text.y));
    let mut look = format!(" font-size=\"{}\"", number(text.size));
    match text.anchor {
        Anchor::Start => {}
        Anchor::Middle => look.push_str(" text-anchor=\"middle\""),
        Anchor::End => look.push_str(" text-anchor=\"end\""),
    }
    if text.weight == Weight::Bold {
        look.push_str(" font-weight=\"700\"");
    }
    let turns = text.quarter_turns % 4;
    let mut turn = String::new();
    if turns != 0 {
        let degrees = u32::from(turns) * 90;
        turn = format!(" transform=\"rotate({degrees} {} {})\"", number(text.x), number(text.y));
    }
    let _ = write!(look, " fill=\"{}\"", hex(text.color));
    (place, turn, look)
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
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The attributes of a place as HTML takes them too: without quotes where a value is one number.
fn unquoted(place: &str) -> String {
    let mut out = String::with_capacity(place.len());
    for attribute in place.split_inclusive("\" ").flat_map(|part| part.trim().split("\" ")) {
        match attribute.trim_end_matches('"').split_once("=\"") {
            Some((name, value)) if !value.contains([' ', ',', '/']) => {
                let value = value.parse().map_or_else(|_| value.to_owned(), tenths);
                let _ = write!(out, " {name}={value}");
            }
            Some((name, value)) => {
                let _ = write!(out, " {name}=\"{value}\"");
            }
            None => {}
        }
    }
    out
}

/// Adds a line to a path. What stays where it was is not written again, which is most of the bytes of an axis, a
/// whisker or a rule.
fn push_path(path: &mut String, points: &[(f64, f64)]) {
    let mut before: Option<(String, String)> = None;
    for (x, y) in points.iter().map(|(x, y)| (tenths(*x), tenths(*y))) {
        // Writing to a String does not fail.
        let _ = match &before {
            None => write!(path, "M{x} {y}"),
            Some((_, same)) if *same == y => write!(path, "H{x}"),
            Some((same, _)) if *same == x => write!(path, "V{y}"),
            Some(_) => write!(path, "L{x} {y}"),
        };
        before = Some((x, y));
    }
}

/// A length with at most one decimal.
fn tenths(value: f64) -> String {
    number((value * 10.0).round() / 10.0)
}

pub(super) fn hex(color: Color) -> String {
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
    fn a_path_writes_only_what_changes() {
        let mut path = String::new();
        push_path(&mut path, &[(1.0, 2.0), (3.04, 2.0), (3.0, 5.55), (4.0, 6.0)]);
        assert_eq!(path, "M1 2H3V5.6L4 6");
    }

    #[test]
    fn a_slash_is_never_part_of_a_value_without_quotes() {
        let mark = |shape| Mark { region: None, tip: None, shape };
        let paint = Paint::fill(Color(0, 0, 0));
        let scene = Scene {
            width: 10,
            height: 10,
            title: String::new(),
            desc: String::new(),
            lang: Lang::Zh,
            background: Color::WHITE,
            marks: vec![
                mark(Shape::Rect { x: 1.0, y: 2.0, w: 3.0, h: 4.5, paint }),
                mark(Shape::Circle { center: (1.0, 2.0), r: 3.0, paint }),
            ],
        };
        let page = write_in_page(&scene, &mut Looks::default());
        assert!(page.contains("<rect class=s0 x=1 y=2 width=3 height=4.5 />"), "{page}");
        assert!(page.contains("<circle class=s0 cx=1 cy=2 r=3 />"), "{page}");
    }

    #[test]
    fn texts_cannot_break_out_of_the_file() {
        assert_eq!(escape("<a b=\"c\">&\u{0}"), "&lt;a b=&quot;c&quot;&gt;&amp; ");
    }
}
