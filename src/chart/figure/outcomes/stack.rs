//! Outcomes as bars of 100 per cent, from the left edge or about a zero line.

use super::{Bar, Bars, DISCLOSED, footer};
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, count, height};
use crate::chart::stack::{Stack100, StackRow, ZeroLine};
use crate::text::charts::{self as words, outcomes as own_words};

pub(super) fn figure(bars: &Bars<'_>, answer: &Answer, asked: &Figure<'_>) -> Stack100 {
    let head = Head {
        title: words::outcomes_title(bars.span).get(asked.lang).to_owned(),
        subtitle: words::stack_subtitle(&answer.subtitle).get(asked.lang).to_owned(),
        footer: footer(answer, &words::OUTCOMES_OF, asked.lang),
        desc: words::outcomes_desc(bars.span, bars.all.len()).get(asked.lang).to_owned(),
    };
    let order: Vec<&Bar<'_>> = bars.all.iter().collect();
    chart(bars, &order, answer, asked, head)
}

/// Disclosure to the right of a zero line and everything else to its left; regions of one year by what they
/// disclose.
pub(super) fn diverging(bars: &Bars<'_>, answer: &Answer, asked: &Figure<'_>) -> Stack100 {
    let lang = asked.lang;
    let mut order: Vec<&Bar<'_>> = bars.all.iter().collect();
    if !bars.have_years() {
        let share = |bar: &Bar<'_>| bar.disclosed().unwrap_or(-1.0);
        order.sort_by(|a, b| share(b).total_cmp(&share(a)));
    }
    let known = || order.iter().filter_map(|bar| Some((bar.name.as_str(), bar.year, bar.disclosed()?)));
    let most = known().max_by(|a, b| a.2.total_cmp(&b.2));
    let least = known().min_by(|a, b| a.2.total_cmp(&b.2));
    let head = Head {
        title: own_words::diverging_title(bars.span).get(lang).to_owned(),
        subtitle: own_words::diverging_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer: footer(answer, &words::OUTCOMES_OF, lang),
        desc: own_words::diverging_desc(bars.span, order.len(), most, least).get(lang).to_owned(),
    };
    let sides = [own_words::NOT_DISCLOSED, own_words::DISCLOSED].map(|side| side.get(lang).to_owned());
    Stack100 { zero: Some(ZeroLine { right: DISCLOSED, sides }), ..chart(bars, &order, answer, asked, head) }
}

fn chart(bars: &Bars<'_>, order: &[&Bar<'_>], answer: &Answer, asked: &Figure<'_>, head: Head) -> Stack100 {
    let several_years = bars.have_years();
    let row = |bar: &&Bar<'_>| StackRow {
        region_code: bar.code.to_owned(),
        label: if several_years { bar.year.to_string() } else { bar.name.clone() },
        group: several_years.then(|| bar.name.clone()),
        n: bar.total().and_then(|total| count(Some(total))),
        parts: bar.parts(),
        highlight: bar.highlight,
    };
    let rows: Vec<StackRow> = order.iter().map(row).collect();
    let groups = rows.iter().map(|row| &row.group).collect::<std::collections::BTreeSet<_>>().len();
    let lines = if several_years { rows.len() + groups } else { rows.len() };
    let size = Size::new(1200, height(lines, 220, 34, 3400));
    Stack100 {
        frame: asked.frame(answer, head, size),
        categories: bars.categories(asked.lang),
        rows,
        n_label: None,
        zero: None,
    }
}
