//! What all charts share: title, subtitle and footer around the body, and text that is wrapped by its
//! measured width.

use super::backend::Tag;
use super::canvas::{Canvas, Ink};
use super::font::{self, Weight};
use super::scene::{Anchor, Bounds, Scene};
use super::size::Size;
use super::theme::{LINE, Sizes, Theme};
use super::{ChartError, words};
use crate::text::Lang;

/// What stands around a chart.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// What is shown, and for when.
    pub title: String,
    /// The unit and the group.
    pub subtitle: String,
    /// Source, counties shown and left out with the reason, the form break if there is one.
    pub footer: Vec<String>,
    /// Alternative text: what the chart shows and its main finding.
    pub desc: String,
    /// Language of the chart's own words.
    pub lang: Lang,
    /// Size of the picture.
    pub size: Size,
    /// Whether the figures are invented; the chart then says so.
    pub synthetic: bool,
}

/// Characters no line may begin with.
const NOT_FIRST: &str = "，。、；：？！）〕］｝」』》〉】％‰·—…’”,.;:?!)]}%℃°";
/// Characters no line may end with.
const NOT_LAST: &str = "（〔［｛「『《〈【‘“([{￥$";

/// Breaks a text into lines of at most `width` pixels: between words, and between any two Chinese
/// characters unless one of them may not stand at a line's edge. A word that is wider than a line is cut.
pub(crate) fn wrap(text: &str, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let wider = format!("{line}{piece}");
            if font::width(wider.trim_end(), size, weight) <= width {
                line = wider;
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = String::new();
            for c in piece.trim_start().chars() {
                line.push(c);
                if font::width(&line, size, weight) > width && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// The parts of a text that no line break may split.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let sticks = NOT_FIRST.contains(c)
            || NOT_LAST.contains(last)
            || c == ' '
            || (!is_wide(c) && !is_wide(last) && last != ' ');
        match pieces.last_mut() {
            Some(piece) if sticks => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = c;
    }
    pieces
}

/// Whether a line may break beside the character: Chinese characters and fullwidth forms.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..)
}

/// A frame whose lines are broken and whose body is known.
pub(crate) struct Sheet<'a> {
    frame: &'a Frame,
    /// The colours.
    pub(crate) theme: &'a Theme,
    /// The sizes.
    pub(crate) sizes: Sizes,
    title: Vec<String>,
    subtitle: Vec<String>,
    footer: Vec<String>,
    /// How many of the first footer lines are the notice of synthetic data.
    notice: usize,
    /// What is left for the chart, in pixels.
    pub(crate) body: Bounds,
}

impl<'a> Sheet<'a> {
    /// Lays out the frame. `page` is the number of the page and how many there are.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when the texts fill the picture.
    pub(crate) fn new(
        frame: &'a Frame,
        theme: &'a Theme,
        page: Option<(usize, usize)>,
    ) -> Result<Self, ChartError> {
        let sizes = Sizes::of(frame.size);
        let (width, height) = (f64::from(frame.size.width), f64::from(frame.size.height));
        let room = width - 2.0 * sizes.margin;
        let mut title = wrap(&frame.title, room, sizes.title, Weight::Bold);
        if let Some((number, count)) = page {
            // The number of the page is never divided.
            let number = words::page(frame.lang, number, count);
            match title.last_mut() {
                Some(line) if font::width(&format!("{line}{number}"), sizes.title, Weight::Bold) <= room => {
                    line.push_str(&number);
                }
                _ => title.push(number.trim_start().to_owned()),
            }
        }
        let subtitle = wrap(&frame.subtitle, room, sizes.body, Weight::Regular);
        let mut footer = Vec::new();
        if frame.synthetic {
            footer = wrap(words::SYNTHETIC.get(frame.lang), room, sizes.footer, Weight::Bold);
        }
        let notice = footer.len();
        for line in &frame.footer {
            footer.extend(wrap(line, room, sizes.footer, Weight::Regular));
        }
        let head = lines(title.len(), sizes.title) + lines(subtitle.len(), sizes.body);
        let foot = lines(footer.len(), sizes.footer);
        let foot_gap = if footer.is_empty() { 0.0 } else { sizes.gap * 1.4 };
        let body = Bounds {
            x0: sizes.margin,
            y0: sizes.margin + head + sizes.gap,
            x1: width - sizes.margin,
            y1: height - sizes.margin - foot - foot_gap,
        };
        let sheet = Self { frame, theme, sizes, title, subtitle, footer, notice, body };
        if body.height() < sizes.body * 4.0 || body.width() < sizes.body * 8.0 {
            return Err(sheet.too_small("the titles and the footer fill it"));
        }
        Ok(sheet)
    }

    /// The error that something does not fit.
    pub(crate) fn too_small(&self, what: &'static str) -> ChartError {
        ChartError::TooSmall { width: self.frame.size.width, height: self.frame.size.height, what }
    }

    /// The language of the chart.
    pub(crate) fn lang(&self) -> Lang {
        self.frame.lang
    }

    /// A picture with everything but the chart itself.
    pub(crate) fn open(&self) -> Result<Canvas, ChartError> {
        let canvas = Canvas::new(self.frame.size);
        let (sizes, theme, none) = (&self.sizes, self.theme, Tag::default());
        let mut y = sizes.margin;
        let heads = [
            (&self.title, Ink::new(sizes.title, theme.ink).bold(true)),
            (&self.subtitle, Ink::new(sizes.body, theme.soft_ink)),
        ];
        for (lines, ink) in heads {
            for line in lines {
                canvas.page.text(line, (sizes.margin, y + ink.size * LINE / 2.0), ink, &none)?;
                y += ink.size * LINE;
            }
        }
        let mut y = f64::from(self.frame.size.height) - sizes.margin - lines(self.footer.len(), sizes.footer);
        if !self.footer.is_empty() {
            let rule = y - sizes.gap * 0.5;
            let ends = [(sizes.margin, rule), (f64::from(self.frame.size.width) - sizes.margin, rule)];
            canvas.page.line(&ends, sizes.hairline(theme.grid), &none)?;
        }
        for (i, line) in self.footer.iter().enumerate() {
            let is_notice = i < self.notice;
            let color = if is_notice { theme.warning } else { theme.soft_ink };
            let ink = Ink::new(sizes.footer, color).bold(is_notice);
            canvas.page.text(line, (sizes.margin, y + sizes.footer * LINE / 2.0), ink, &none)?;
            y += sizes.footer * LINE;
        }
        Ok(canvas)
    }

    /// The finished scene.
    pub(crate) fn close(&self, canvas: Canvas) -> Result<Scene, ChartError> {
        Ok(Scene {
            width: self.frame.size.width,
            height: self.frame.size.height,
            title: self.title.concat(),
            desc: self.frame.desc.clone(),
            lang: self.frame.lang,
            background: self.theme.background,
            marks: canvas.into_marks()?,
        })
    }
}

/// Height of `count` lines of text.
fn lines(count: usize, size: f64) -> f64 {
    count as f64 * size * LINE
}

/// The width of the widest text.
pub(crate) fn widest<'t>(ink: Ink, texts: impl IntoIterator<Item = &'t str>) -> f64 {
    texts.into_iter().map(|text| ink.width(text)).fold(0.0, f64::max)
}

/// Ink of an axis label.
pub(crate) fn axis_ink(sheet: &Sheet<'_>, anchor: Anchor) -> Ink {
    Ink::new(sheet.sizes.small, sheet.theme.soft_ink).at(anchor)
}

/// Splits `count` rows into pages of at most `most`, as even as can be: the rows of each page.
pub(crate) fn pages(count: usize, most: usize) -> Vec<std::ops::Range<usize>> {
    let most = most.max(1);
    let number = count.div_ceil(most).max(1);
    let (each, more) = (count / number, count % number);
    let mut start = 0;
    (0..number)
        .map(|page| {
            let end = start + each + usize::from(page < more);
            let rows = start..end;
            start = end;
            rows
        })
        .collect()
}

/// A number of rows that fit, from a length and the least length of one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small range first")]
pub(crate) fn how_many(room: f64, each: f64) -> usize {
    (room / each + 1e-6).floor().clamp(0.0, 1e6) as usize
}

/// Moves the middles of labels of the given heights apart until none overlaps, as little as can be, within
/// `low..high`. The order stays. When they do not all fit they are spread evenly.
pub(crate) fn spread(wanted: &[f64], height: f64, low: f64, high: f64) -> Vec<f64> {
    // Blocks of labels that touch: (sum of wanted middles less offsets, count). A block lies at its mean,
    // held inside the bounds; blocks that overlap are merged (pool adjacent violators).
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    let top = |(sum, count): (f64, usize)| {
        let n = count as f64;
        let first = sum / n - (n - 1.0) * height / 2.0;
        first.clamp(low + height / 2.0, (high - height * (n - 0.5)).max(low + height / 2.0))
    };
    for middle in wanted {
        let mut block = (*middle, 1);
        while let Some(before) = blocks.last().copied() {
            if top(before) + before.1 as f64 * height <= top(block) + 1e-9 {
                break;
            }
            blocks.pop();
            block = (before.0 + block.0, before.1 + block.1);
        }
        blocks.push(block);
    }
    blocks.iter().flat_map(|b| (0..b.1).map(|i| top(*b) + i as f64 * height)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_wraps_anywhere_but_not_before_a_full_stop() {
        let lines = wrap("甲乙丙丁戊，己庚。", 50.0, 10.0, Weight::Regular);
        assert_eq!(lines, ["甲乙丙丁", "戊，己庚。"]);
        assert_eq!(wrap("说明（甲）", 30.0, 10.0, Weight::Regular), ["说明", "（甲）"]);
    }

    #[test]
    fn words_and_numbers_are_not_split() {
        assert_eq!(wrap("share of cases", 60.0, 10.0, Weight::Regular), ["share of", "cases"]);
        assert_eq!(wrap("共计36,410件", 50.0, 10.0, Weight::Regular), ["共计", "36,410件"]);
        assert!(wrap("Supercalifragilistic", 30.0, 10.0, Weight::Regular).len() > 2);
    }

    #[test]
    fn pages_are_even() {
        assert_eq!(pages(10, 4), [0..4, 4..7, 7..10]);
        assert_eq!(pages(3, 40), vec![0..3; 1]);
    }

    #[test]
    fn labels_are_moved_apart_as_little_as_can_be() {
        assert_eq!(spread(&[10.0, 11.0, 50.0], 10.0, 0.0, 100.0), [5.5, 15.5, 50.0]);
        assert_eq!(spread(&[0.0, 0.0], 10.0, 0.0, 100.0), [5.0, 15.0]);
        let low = spread(&[98.0, 99.0, 100.0], 10.0, 0.0, 100.0);
        assert_eq!(low, [75.0, 85.0, 95.0]);
    }
}
