//! The looks of the marks of many charts on one page, each written once.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::scene::Hatch;
use super::svg::{hex, number};

/// Fills, strokes, fonts and hatches of the charts of a page by the class that stands for them.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    classes: BTreeMap<String, usize>,
    patterns: BTreeMap<String, usize>,
}

impl Looks {
    /// The class for the attributes of a look, as an attribute of its own; HTML needs no quotes about it.
    pub(super) fn class(&mut self, attributes: &str) -> String {
        let next = self.classes.len();
        let number = self.classes.entry(attributes.to_owned()).or_insert(next);
        format!(" class=s{number}")
    }

    /// The class for a rectangle that is hatched, as an attribute.
    pub(super) fn pattern(&mut self, hatch: Hatch) -> String {
        let gap = number(hatch.gap);
        // Lines that rise to the right at 45°; the corners belong to the lines of the tiles beside.
        let path =
            format!("M0 {gap}L{gap} 0M-1 1L1-1M{} {}l2-2", number(hatch.gap - 1.0), number(hatch.gap + 1.0));
        let (color, width) = (hex(hatch.color), number(hatch.width));
        let pattern = format!(
            "width=\"{gap}\" height=\"{gap}\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{path}\" stroke=\"{color}\" stroke-width=\"{width}\"/></pattern>"
        );
        let next = self.patterns.len();
        let number = self.patterns.entry(pattern).or_insert(next);
        format!(" class=h{number}")
    }

    /// The rules of the classes, for the style sheet of the page.
    pub fn css(&self) -> String {
        let mut css = String::new();
        // Writing to a String does not fail.
        for (attributes, number) in &self.classes {
            let _ = writeln!(css, ".s{number}{{{}}}", declarations(attributes));
        }
        for number in self.patterns.values() {
            let _ = writeln!(css, ".h{number}{{fill:url(#hatch-{number});pointer-events:none}}");
        }
        css
    }

    /// The patterns, as an element that takes no room; it must stand on the page before the charts.
    pub fn patterns(&self) -> String {
        let mut out = String::from("<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
        for (pattern, number) in &self.patterns {
            let _ = write!(out, "<pattern id=\"hatch-{number}\" {pattern}");
        }
        out.push_str("</defs></svg>");
        out
    }
}

/// Attributes such as ` fill="none" font-size="12"` as declarations of a style sheet.
fn declarations(attributes: &str) -> String {
    let pairs =
        attributes.split("\" ").filter_map(|pair| pair.trim().trim_end_matches('"').split_once("=\""));
    let mut css = String::new();
    for (name, value) in pairs {
        let unit = if name == "font-size" { "px" } else { "" };
        let _ = write!(css, "{name}:{value}{unit};");
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::Color;

    #[test]
    fn a_look_is_written_once() {
        let mut looks = Looks::default();
        let text = " font-size=\"12\" text-anchor=\"end\" fill=\"#595959\"";
        assert_eq!(looks.class(text), " class=s0");
        assert_eq!(looks.class(" fill=\"none\""), " class=s1");
        assert_eq!(looks.class(text), " class=s0");
        assert_eq!(looks.css(), ".s1{fill:none;}\n.s0{font-size:12px;text-anchor:end;fill:#595959;}\n");
    }

    #[test]
    fn a_hatch_is_a_pattern_on_one_grid() {
        let mut looks = Looks::default();
        let hatch = Hatch { color: Color(0, 0, 0), gap: 6.0, width: 1.0 };
        assert_eq!(looks.pattern(hatch), " class=h0");
        assert!(looks.css().contains(".h0{fill:url(#hatch-0);"));
        assert!(looks.patterns().contains("<pattern id=\"hatch-0\" width=\"6\""));
    }
}
