//! Rows under group headers, on pages; and keys of colours above a chart.

use std::ops::Range;

use super::backend::Tag;
use super::canvas::{Ink, Pane};
use super::layout::{self, Frame, Sheet};
use super::scene::{Bounds, Scene};
use super::theme::{LINE, Theme};
use super::{ChartError, words};
use crate::text::Lang;

/// A line of a page: the header of a group or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// The header of a group, and whether it began on an earlier page.
    Group(&'a str, bool),
    /// The row with this number.
    Row(usize),
}

/// Puts rows on pages of at most `most` lines. A group stays on one page if it fits one; its header stands
/// before its first row and again at the top of a page on which the group goes on. Pages are about equally
/// long.
pub(crate) fn paginate<'a>(groups: &[Option<&'a str>], most: usize) -> Vec<Vec<Line<'a>>> {
    let mut pages = fill(groups, most);
    // The fewest lines a page that still need no more pages.
    while let Some(longest) = pages.iter().map(Vec::len).max().filter(|l| pages.len() > 1 && *l > 2) {
        let shorter = fill(groups, longest - 1);
        if shorter.len() > pages.len() {
            break;
        }
        pages = shorter;
    }
    pages
}

fn fill<'a>(groups: &[Option<&'a str>], most: usize) -> Vec<Vec<Line<'a>>> {
    let most = most.max(2);
    let mut pages: Vec<Vec<Line<'a>>> = vec![Vec::new()];
    let mut before = None;
    for (i, group) in groups.iter().enumerate() {
        let is_new = *group != before;
        let used = pages.last().map_or(0, Vec::len);
        let whole = groups.iter().skip(i).take_while(|g| *g == group).count() + 1;
        let needs = match group {
            Some(_) if is_new && whole <= most => whole,
            Some(_) if is_new => 2,
            _ => 1,
        };
        if used > 0 && used + needs > most {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            if let Some(name) = group.filter(|_| is_new || page.is_empty()) {
                page.push(Line::Group(name, !is_new));
            }
            page.push(Line::Row(i));
        }
        before = *group;
    }
    pages
}

/// How many lines of a least height fit between an upper and a lower end.
///
/// # Errors
/// [`ChartError::TooSmall`] when not even a header and a row do.
pub(crate) fn most_lines(
    sheet: &Sheet<'_>,
    (top, bottom): (f64, f64),
    least: f64,
) -> Result<usize, ChartError> {
    match layout::how_many(bottom - top, least) {
        0 | 1 => Err(sheet.too_small("no row fits")),
        most => Ok(most),
    }
}

/// Draws rows with the given groups, one scene a page. `most` says how many lines fit a sheet; `page` draws
/// the lines of one, given the length of the longest page.
pub(crate) fn draw_pages<'a>(
    frame: &Frame,
    theme: &Theme,
    groups: &[Option<&'a str>],
    most: impl Fn(&Sheet<'_>) -> Result<usize, ChartError>,
    page: impl Fn(&Sheet<'_>, &[Line<'a>], usize) -> Result<Scene, ChartError>,
) -> Result<Vec<Scene>, ChartError> {
    let sheet = Sheet::new(frame, theme, None)?;
    let pages = paginate(groups, most(&sheet)?);
    if let [lines] = pages.as_slice() {
        return Ok(vec![page(&sheet, lines, lines.len())?]);
    }
    // The number of the page may take a line more.
    let number = groups.len();
    let pages = paginate(groups, most(&Sheet::new(frame, theme, Some((number, number)))?)?);
    let longest = pages.iter().map(Vec::len).max().unwrap_or(1);
    let draw_page = |(i, lines): (usize, &Vec<Line<'a>>)| {
        page(&Sheet::new(frame, theme, Some((i + 1, pages.len())))?, lines, longest)
    };
    pages.iter().enumerate().map(draw_page).collect()
}

/// Draws the lines of a page, each given its number: the headers by `group`, as they are written, and the
/// rows by `row`.
pub(crate) fn draw_lines<R>(
    lines: &[Line<'_>],
    rows: &[R],
    lang: Lang,
    group: impl Fn(f64, &str) -> Result<(), ChartError>,
    row: impl Fn(f64, &R) -> Result<(), ChartError>,
) -> Result<(), ChartError> {
    for (i, line) in lines.iter().enumerate() {
        match line {
            Line::Group(name, true) => group(i as f64, &format!("{name}{}", words::GOES_ON.get(lang)))?,
            Line::Group(name, false) => group(i as f64, name)?,
            Line::Row(number) => {
                if let Some(of) = rows.get(*number) {
                    row(i as f64, of)?;
                }
            }
        }
    }
    Ok(())
}

/// A key wraps its entries into lines: for each the position of its left end and the number of its line.
pub(crate) fn wrap_keys(widths: &[f64], room: Range<f64>, gap: f64) -> Vec<(f64, usize)> {
    let (mut x, mut line) = (room.start, 0);
    widths
        .iter()
        .map(|width| {
            if x > room.start && x + width > room.end {
                x = room.start;
                line += 1;
            }
            let place = (x, line);
            x += width + gap;
            place
        })
        .collect()
}

/// A key above a chart: symbols with texts, in as many lines as they need.
pub(crate) struct Key<'t> {
    texts: Vec<&'t str>,
    places: Vec<(f64, usize)>,
    ink: Ink,
    symbol: f64,
    gap: f64,
    top: f64,
}

impl<'t> Key<'t> {
    /// Lays out a key at the top of the sheet's body.
    pub(crate) fn new(sheet: &Sheet<'_>, texts: Vec<&'t str>) -> Self {
        let sizes = &sheet.sizes;
        let ink = Ink::new(sizes.small, sheet.theme.ink);
        let symbol = sizes.small * 1.1;
        let gap = sizes.gap * 0.7;
        let widths: Vec<f64> = texts.iter().map(|t| symbol + gap + ink.width(t)).collect();
        let places = wrap_keys(&widths, sheet.body.x0..sheet.body.x1, sizes.gap * 2.4);
        Self { texts, places, ink, symbol, gap, top: sheet.body.y0 }
    }

    /// The height of the key.
    pub(crate) fn height(&self) -> f64 {
        self.places.last().map_or(0.0, |(_, line)| (*line + 1) as f64 * self.ink.size * LINE * 1.1)
    }

    /// Writes the texts and draws a symbol, given its box, for each.
    pub(crate) fn draw(
        &self,
        page: &Pane,
        symbol: impl Fn(usize, Bounds) -> Result<(), ChartError>,
    ) -> Result<(), ChartError> {
        for (i, (text, (x, line))) in self.texts.iter().zip(&self.places).enumerate() {
            let y = self.top + (*line as f64 + 0.5) * self.ink.size * LINE * 1.1;
            let half = self.symbol / 2.0;
            symbol(i, Bounds { x0: *x, y0: y - half, x1: x + self.symbol, y1: y + half })?;
            page.text(text, (x + self.symbol + self.gap, y), self.ink, &Tag::default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_keeps_its_header_on_every_page() {
        let groups = [Some("甲"), Some("甲"), Some("甲"), Some("乙")];
        let pages = paginate(&groups, 3);
        assert_eq!(
            pages,
            [
                vec![Line::Group("甲", false), Line::Row(0), Line::Row(1)],
                vec![Line::Group("甲", true), Line::Row(2)],
                vec![Line::Group("乙", false), Line::Row(3)],
            ]
        );
    }

    #[test]
    fn a_group_that_fits_a_page_is_not_torn() {
        let groups = [Some("甲"), Some("甲"), Some("乙"), Some("乙"), Some("乙")];
        let pages = paginate(&groups, 5);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn pages_are_about_equally_long() {
        let lengths: Vec<usize> = paginate(&[None; 10], 9).iter().map(Vec::len).collect();
        assert_eq!(lengths, [5, 5]);
    }

    #[test]
    fn keys_wrap_into_lines() {
        assert_eq!(wrap_keys(&[40.0, 40.0, 40.0], 0.0..100.0, 10.0), [(0.0, 0), (50.0, 0), (0.0, 1)]);
    }
}
