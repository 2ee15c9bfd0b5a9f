//! Which row of table 3 a row of figures is, by its own label or by the pieces of it that were torn off.

use std::collections::BTreeMap;

use super::columns::{self, Figures};
use super::join::Line;
use super::labels::{Number, fold, name};
use super::rows::{Hit, hit, is_distinctive, is_piece_of_group, labels, number_of, order};
use crate::schema::{Outcome, dictionary};
use crate::text::Label;
use crate::text::ingest::tables as words;

/// Likeness from which a label counts as spelt as on the form.
const WELL_SPELT: f64 = 0.9;

/// A row of figures and its field.
#[derive(Clone, Debug)]
pub(super) struct Identified {
    /// The figures.
    pub(super) figures: Figures,
    /// The field of its 总计 column; `None` if its label names no row.
    pub(super) field: Option<&'static str>,
    /// How sure the label is.
    pub(super) likeness: f64,
    /// Whether the row says in words that it is the total of its group.
    pub(super) subtotal: bool,
    /// What was done to find the field.
    pub(super) note: Option<Label>,
}

impl Identified {
    /// Its label as it stands.
    pub(super) fn label(&self) -> String {
        self.figures.labels.iter().map(|p| p.text.trim()).collect::<Vec<_>>().join(" ")
    }
}

/// What the words of a row say.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Own {
    Field(&'static str, f64, bool),
    /// The head of a group and nothing else: its total, or a row whose own label was torn off.
    Head(Outcome, f64),
    /// No words, or a piece of a head beside it.
    Nothing,
    /// Words that name no row, or two.
    Strange,
}

/// The rows of figures in the lines of one table 3.
pub(super) fn identify(lines: &[Line]) -> Vec<Identified> {
    let mut rows: Vec<Identified> = Vec::new();
    let mut owns: Vec<Own> = Vec::new();
    let mut context = None;
    let last = last_groups(lines);
    for ((index, line), later) in lines.iter().enumerate().zip(last) {
        let own = own(index, line, later, &mut context);
        if columns::is_header(line) {
            continue;
        }
        let Some(figures) = Figures::of(index, line) else { continue };
        owns.push(own);
        rows.push(Identified { figures, field: None, likeness: 0.0, subtotal: false, note: None });
    }
    let filled: Vec<bool> = rows.iter().map(|row| row.figures.filled() > 0).collect();
    for ((row, own), filled) in rows.iter_mut().zip(&owns).zip(&filled) {
        if let (Own::Field(field, likeness, subtotal), true) = (own, filled) {
            (row.field, row.likeness, row.subtotal) = (Some(*field), *likeness, *subtotal);
            if *likeness < WELL_SPELT {
                row.note = named(field).map(|name| words::label_variant(&row.label(), name));
            }
        }
    }
    drop_weaker_claims(&mut rows);
    join_torn(lines, &mut rows, &owns);
    // The head of a group with figures and nothing torn about it is the group's total.
    for (row, own) in rows.iter_mut().zip(&owns) {
        if let (Own::Head(outcome, likeness), None, true) = (own, row.field, row.figures.filled() > 0) {
            (row.field, row.likeness) = (Some(outcome.field()), *likeness);
        }
    }
    // A row of blanks is read last: its label may be the torn one of the row beside it.
    for index in 0..rows.len() {
        let field = match owns.get(index) {
            Some(Own::Field(field, _, _)) => *field,
            Some(Own::Head(Outcome::OtherwiseHandled, _)) => Outcome::OtherwiseHandled.field(),
            _ => continue,
        };
        let free = !rows.iter().any(|row| row.field == Some(field));
        if let Some(row) = rows.get_mut(index).filter(|row| free && row.figures.filled() == 0) {
            // Blanks are cells only if there is a whole row of them.
            if row.figures.run.len() >= columns::WIDTH {
                row.field = Some(field);
            }
        }
    }
    rows
}

fn named(field: &str) -> Option<&'static Label> {
    dictionary().get(field).map(|f| &f.label)
}

/// The group that a hit belongs to or opens.
fn group(hit: Hit) -> Option<Outcome> {
    match hit {
        Hit::Group(outcome) => Some(outcome),
        Hit::Row(field) => {
            Outcome::PARTS.into_iter().find(|o| o.field() == field || o.reasons().contains(&field))
        }
        _ => None,
    }
}

/// What a line's own words say, and the group that the lines have come to. `later` is the last group that is
/// named behind it.
fn own(index: usize, line: &Line, later: Option<Outcome>, context: &mut Option<Outcome>) -> Own {
    let figures = Figures::of(index, line).filter(|f| f.filled() > 0);
    let parts: Vec<String> = match &figures {
        Some(figures) => figures.labels.iter().flat_map(|p| labels(&p.text)).collect(),
        None => line.texts().flat_map(labels).collect(),
    };
    let texts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut hits: Vec<(Hit, f64)> = texts.iter().filter_map(|t| hit(t)).collect();
    let speaks = |hits: &[(Hit, f64)]| hits.iter().any(|(h, _)| *h != Hit::Section);
    if !speaks(&hits) && texts.len() > 1 {
        hits.extend(hit(&texts.concat()).filter(|(_, score)| *score >= WELL_SPELT));
    }
    let head = hits.iter().find_map(|(h, _)| if let Hit::Group(outcome) = h { Some(*outcome) } else { None });
    let inside = head.or(*context);
    let own = own_of(&hits, &texts, inside, later > inside);
    for (hit, _) in &hits {
        *context = group(*hit).or(*context);
    }
    own
}

fn own_of(hits: &[(Hit, f64)], texts: &[&str], inside: Option<Outcome>, has_later_group: bool) -> Own {
    let mut rows: Vec<(&'static str, f64)> = Vec::new();
    for (hit, score) in hits {
        if let Hit::Row(field) = hit
            && !rows.iter().any(|(f, _)| f == field)
        {
            rows.push((field, *score));
        }
    }
    let has = |wanted: Hit| hits.iter().any(|(h, _)| *h == wanted);
    let split = inside.filter(|o| !o.reasons().is_empty());
    match (&*rows, split) {
        ([(field, score)], _) => return Own::Field(field, *score, false),
        ([_, _, ..], _) => return Own::Strange,
        ([], Some(outcome)) if has(Hit::Subtotal) => return Own::Field(outcome.field(), 1.0, true),
        ([], Some(outcome)) if has(Hit::Total) => {
            let beside_head = hits.iter().any(|(h, _)| matches!(h, Hit::Group(_)));
            let of_group = beside_head || has_later_group;
            return if of_group {
                Own::Field(outcome.field(), 1.0, true)
            } else {
                Own::Field("resolved_total", 1.0, false)
            };
        }
        ([], None) if has(Hit::Total) => return Own::Field("resolved_total", 1.0, false),
        ([], Some(Outcome::OtherwiseHandled)) if has(Hit::Other) => {
            return Own::Field("otherwise_other", 1.0, false);
        }
        ([], _) if has(Hit::Other) => return Own::Head(Outcome::OtherwiseHandled, 1.0),
        _ => {}
    }
    let head = hits.iter().find_map(|(h, s)| if let Hit::Group(o) = h { Some((*o, *s)) } else { None });
    let strange = texts.iter().any(|t| hit(t).is_none() && !is_piece_of_group(t));
    match head {
        Some((outcome, score)) if !strange => Own::Head(outcome, score),
        None if !strange => Own::Nothing,
        _ => Own::Strange,
    }
}

/// For each line the last group of the form that is named behind it: a total before that is of its own group.
fn last_groups(lines: &[Line]) -> Vec<Option<Outcome>> {
    let mut last = None;
    let mut groups: Vec<Option<Outcome>> = lines
        .iter()
        .rev()
        .map(|line| {
            let behind = last;
            last = line.texts().filter_map(hit).filter_map(|(h, _)| group(h)).max().max(last);
            behind
        })
        .collect();
    groups.reverse();
    groups
}

/// Of two rows that claim a field the one whose label is clearly the better keeps it.
fn drop_weaker_claims(rows: &mut [Identified]) {
    let mut strongest: BTreeMap<&'static str, f64> = BTreeMap::new();
    for row in rows.iter() {
        if let Some(field) = row.field {
            let best = strongest.entry(field).or_default();
            *best = best.max(row.likeness);
        }
    }
    for row in rows.iter_mut() {
        let best = row.field.and_then(|field| strongest.get(field)).copied().unwrap_or_default();
        if best - row.likeness >= 0.1 {
            (row.field, row.note) = (None, None);
        }
    }
}

/// Gives rows without a label of their own the pieces that stand above and below them, as long as one
/// field only can be meant; each row that is settled may settle another.
fn join_torn(lines: &[Line], rows: &mut [Identified], owns: &[Own]) {
    let mut changed = true;
    while changed {
        changed = false;
        for index in 0..rows.len() {
            let is_open = rows.get(index).is_some_and(|r| r.field.is_none() && r.figures.filled() > 0);
            let Some(own) = owns.get(index).filter(|_| is_open) else { continue };
            let Some((field, label)) = torn_label(lines, rows, index, *own) else { continue };
            if let Some(row) = rows.get_mut(index) {
                row.field = Some(field);
                row.likeness = WELL_SPELT;
                row.note = Some(words::label_joined(&label));
                changed = true;
            }
        }
    }
}

/// Pieces above or below a row that may be of its label; a label set vertically has some ten.
const NEAREST: usize = 24;

/// The one field that the pieces about a row can name.
fn torn_label(lines: &[Line], rows: &[Identified], index: usize, own: Own) -> Option<(&'static str, String)> {
    let row = rows.get(index)?;
    let at = row.figures.line;
    let filled = |r: &&Identified| r.figures.filled() > 0;
    let above = rows.iter().take(index).rev().find(filled).map_or(0, |r| r.figures.line + 1);
    let below = rows.iter().skip(index + 1).find(filled).map_or(lines.len(), |r| r.figures.line);
    let between = |from: usize, to: usize| lines.get(from..to).unwrap_or_default().iter();
    let loose = |line: &&Line| !columns::is_header(line);
    let mut before: Vec<&str> =
        between(above, at).rev().filter(loose).flat_map(|l| l.texts().rev()).take(NEAREST).collect();
    before.reverse();
    let after: Vec<&str> = between(at + 1, below).filter(loose).flat_map(Line::texts).take(NEAREST).collect();
    let middle: Vec<&str> = row.figures.labels.iter().map(|p| p.text.trim()).collect();
    let singles: Vec<&str> = before.iter().chain(&after).copied().collect();
    let mut texts: Vec<String> = Vec::new();
    if own != Own::Strange {
        texts.extend(singles.iter().map(|t| (*t).to_owned()));
    }
    texts.extend(combinations(&before, &middle, &after));
    // The labels of items alone, without the pieces of the heads beside them.
    let items = |from: usize, to: usize| -> Vec<&str> {
        let between = lines.iter().take(to).skip(from).filter(|l| !columns::is_header(l));
        between.filter_map(|line| line.texts().last()).collect()
    };
    let item: Vec<&str> = middle.last().copied().into_iter().collect();
    texts.extend(combinations(&items(above, at), &item, &items(at + 1, below)));
    // A row with the number of an item is none of a whole group, and one with a number is no other's.
    let own_labels = middle.iter().flat_map(|t| labels(t));
    let beside = |label: &String| matches!(hit(label), Some((Hit::Section, _)));
    let numbers: Vec<Number> =
        own_labels.filter(|label| !beside(label)).filter_map(|label| name(&label).number).collect();
    let mut words = middle.iter().flat_map(|t| t.split_whitespace());
    let is_sum = words.any(|word| matches!(hit(word), Some((Hit::Subtotal | Hit::Total, _))));
    let is_item = numbers.iter().any(|number| matches!(number, Number::Item(_)));
    let (mut found, mut heads) = (Vec::<(&'static str, String)>::new(), Vec::new());
    for text in texts {
        let Some((h, score)) = hit(&text).filter(|(h, _)| is_distinctive(*h)) else { continue };
        // A piece that names a row by itself is not made another's label by what is beside it.
        let alone =
            singles.iter().any(|t| fold(t) != fold(&text) && hit(t).is_some_and(|(other, _)| other == h));
        let field = match (h, own) {
            (Hit::Row(field), Own::Head(outcome, _)) if outcome.reasons().contains(&field) => field,
            (_, Own::Head(..)) => continue,
            (h, _) if !numbers.is_empty() && !number_of(h).is_some_and(|n| numbers.contains(&n)) => continue,
            (Hit::Row(field), _) if is_sum && field != "resolved_total" => continue,
            (Hit::Group(_), _) if is_item => continue,
            (Hit::Row(field), _) => field,
            (Hit::Group(outcome), _) => outcome.field(),
            _ => continue,
        };
        // But together with the row's own words, to the letter, it is: a page ends within the label.
        let to_the_letter = score >= WELL_SPELT && !middle.is_empty();
        if (alone && own == Own::Strange && !to_the_letter) || score < 0.75 || !fits(rows, index, field) {
            continue;
        }
        // The head of a group may stand without figures, a row may not.
        let to = if matches!(h, Hit::Group(_)) { &mut heads } else { &mut found };
        if !to.iter().any(|(other, _)| *other == field) {
            to.push((field, text));
        }
    }
    if found.is_empty() {
        found = heads;
    }
    let only = found.pop();
    only.filter(|_| found.is_empty())
}

/// The texts that the pieces above, beside and below a row give together.
fn combinations(before: &[&str], middle: &[&str], after: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    let middles: Vec<String> =
        std::iter::once(middle.concat()).chain(middle.iter().map(|m| (*m).to_owned())).collect();
    for middle in middles {
        for from in 0..=before.len() {
            for to in 0..=after.len() {
                let above = before.get(from..).unwrap_or_default().concat();
                let below = after.get(..to).unwrap_or_default().concat();
                if usize::from(!above.is_empty())
                    + usize::from(!middle.is_empty())
                    + usize::from(!below.is_empty())
                    >= 2
                {
                    texts.push(format!("{above}{middle}{below}"));
                }
            }
        }
    }
    texts
}

/// Whether a field is free and stands on the form between those of the rows about it.
fn fits(rows: &[Identified], index: usize, field: &'static str) -> bool {
    let place = order(field);
    let above = rows.iter().take(index).rev().find_map(|r| r.field).map(order);
    let below = rows.iter().skip(index + 1).find_map(|r| r.field).map(order);
    !rows.iter().any(|r| r.field == Some(field))
        && above.is_none_or(|a| a < place)
        && below.is_none_or(|b| place < b)
}
