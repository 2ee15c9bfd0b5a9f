//! The figures of the text: candidates of every sentence, then one figure for each field or none.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{ALWAYS, Candidate, Candidates, decide, drop_outside_the_total, is_channel};
use super::kinds::{self, Said};
use super::lists::{bracket_end, without_asides};
use super::numbers::{Quantity, quantities};
use super::patterns::{Around, Counts, table};
use super::periods::{Period, is_other, is_part, leads, period};
use super::sentences::{Sentence, sentences};
use super::units::{self, Unit};
use super::years;
use crate::ingest::document::Paragraph;
use crate::ingest::reading::Figures;
use crate::schema::{Part, dictionary};

/// The text's own unit and year.
#[derive(Debug)]
struct Own {
    year: Option<i32>,
    unit: Unit,
}

/// The figures that the text of a report says, each with its sentence.
///
/// Without a year it is looked for in the text itself; numbers of other years are not figures.
pub fn read_text(paragraphs: &[Paragraph], year: Option<i32>) -> Figures {
    let sentences = sentences(paragraphs);
    let own = Own {
        year: year.or_else(|| years::year(paragraphs, &sentences).0.map(|found| found.value)),
        unit: Unit::of(paragraphs),
    };
    let mut found = Candidates::new();
    let mut put_out: Candidates<'_> = Candidates::new();
    let (mut last, mut listed) = (None, false);
    let leads = leads(&sentences, own.year);
    for (sentence, lead) in sentences.iter().zip(&leads).filter(|(sentence, _)| !sentence.problems) {
        if sentence.before.is_empty() {
            (last, listed) = (None, false);
        }
        let subjects = own.unit.subjects(&format!("{}{}", sentence.before, said(sentence)));
        let mut reader = Reader { sentence, own: &own, lead, subjects, cut: 0, last, whole: last, listed };
        reader.read(&mut found, &mut put_out);
        reader.zeros(&mut found);
        // Behind "；" the talk goes on about the whole, not about its parts.
        (last, listed) = (reader.last.or(reader.whole), reader.listed);
    }
    accept_put_out(&mut found, put_out);
    let mut figures: Figures =
        found.iter().map(|(field, candidates)| ((*field).to_owned(), decide(field, candidates))).collect();
    drop_outside_the_total(&mut figures, &found);
    figures
}

/// The field of the text by that name.
fn known(field: &str) -> Option<&'static str> {
    dictionary().get(field).filter(|field| field.part == Part::Narrative).map(|field| field.name.as_str())
}

/// One sentence as it is read from left to right.
struct Reader<'a> {
    sentence: &'a Sentence,
    own: &'a Own,
    /// The year of the paragraph, if it is another one.
    lead: &'a str,
    /// Whom the sentence speaks of, with what stands before `；`.
    subjects: Vec<(usize, bool)>,
    /// Where the last quantity ends, with the bracket behind it.
    cut: usize,
    /// The field read last.
    last: Option<&'static str>,
    /// The field read last before "其中".
    whole: Option<&'static str>,
    /// Whether a total or a channel of disclosure was read.
    listed: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, found: &mut Candidates<'a>, put_out: &mut Candidates<'a>) {
        let text = said(self.sentence);
        let quantities = quantities(text);
        // Where the bracket behind a number ends, and the field read before it.
        let mut aside: Option<(usize, Option<&'static str>)> = None;
        for (place, quantity) in quantities.iter().enumerate() {
            if let Some((end, last)) = aside.filter(|(end, _)| *end <= quantity.start) {
                (self.cut, self.last, aside) = (self.cut.max(end), last, None);
            }
            let next = quantities.get(place + 1).map_or(text.len(), |next| next.start);
            let after = text.get(quantity.end..next).unwrap_or_default();
            let before = text.get(self.cut..quantity.start).unwrap_or_default();
            let before = before.trim_start_matches(['，', '、', '；', '（', '）', '：', '。']);
            let fields = self.fields(quantity, before, after);
            if fields.is_empty() && !quantity.digits {
                continue;
            }
            if fields.is_empty() && !self.keeps_the_thread(before, quantity.measure) {
                self.last = None;
            }
            self.cut = quantity.end;
            let printed = text.get(quantity.start..quantity.end).unwrap_or_default().to_owned();
            for (field, rank, said) in fields {
                let candidate = Candidate {
                    value: quantity.value,
                    rank,
                    printed: printed.clone(),
                    sentence: self.sentence,
                };
                let list = if said == Said::PutOut { &mut *put_out } else { &mut *found };
                list.entry(field).or_default().push(candidate);
                self.last = Some(field);
                if !is_part(text.get(..quantity.start).unwrap_or_default(), self.own.year) {
                    self.whole = Some(field);
                }
                self.listed |= field == "disclosed_total" || (said == Said::Disclosed && is_channel(field));
            }
            if let Some(end) = bracket_end(text, quantity.end).filter(|_| aside.is_none()) {
                aside = Some((end, self.last));
            }
        }
    }

    /// Whether the talk goes on behind a number that is no figure: carried cases, changes, percents, sums.
    fn keeps_the_thread(&self, before: &str, measure: &str) -> bool {
        measure == "%"
            || is_other(before)
            || before.contains("结转")
            || is_accepted(before)
            || before.is_empty()
            || before.ends_with(['在', '于'])
            || ["共", "共计", "合计", "总计", "共办理", "共处理"].contains(&before)
            || (self.listed && kinds::channels(last_clause(before)) > 0)
            || (self.is_among_forms() && kinds::names_a_form(last_clause(before)))
    }

    /// Whether the sentence speaks of another unit at a place of its text.
    fn is_about_another(&self, place: usize) -> bool {
        let place = self.sentence.before.len() + place;
        self.subjects.iter().take_while(|(start, _)| *start < place).last().is_some_and(|(_, other)| *other)
    }

    /// Clauses that say that there is none.
    fn zeros(&self, found: &mut Candidates<'a>) {
        let (text, mut end) = (said(self.sentence), 0);
        for clause in text.split('，') {
            end += clause.len();
            let before =
                format!("{}{}{}", self.lead, self.sentence.before, text.get(..end).unwrap_or_default());
            let other = || {
                period(&before, self.own.year) != Period::Own
                    || is_other(clause)
                    || self.is_about_another(end)
                    || self.own.unit.is_another(clause)
            };
            for zero in table().zeros.iter().filter(|zero| zero.fits(clause)) {
                let Some(field) = known(&zero.field).filter(|_| !other()) else { continue };
                let printed = clause.to_owned();
                let candidate =
                    Candidate { value: Some(0.0), rank: ALWAYS, printed, sentence: self.sentence };
                found.entry(field).or_default().push(candidate);
            }
            end += '，'.len_utf8();
        }
    }

    /// Whether the last number was that of interpretations.
    fn is_among_forms(&self) -> bool {
        self.last.is_some_and(|last| last.starts_with("interpretations"))
    }

    /// The fields that a quantity is the figure of, mostly one or none.
    fn fields(&self, quantity: &Quantity, before: &str, after: &str) -> Vec<(&'static str, u8, Said)> {
        let text = said(self.sentence);
        let head = without_asides(text.get(..quantity.start).unwrap_or_default());
        let everything = format!("{}{head}", self.sentence.before);
        let context = format!("{}。{everything}", self.sentence.topic);
        let clause = last_clause(before);
        let around = Around { before, clause, after, context: &context, last: self.last };
        let period = period(&format!("{}{everything}", self.lead), self.own.year);
        // "收到80件的单位有3家" tells of units.
        let of_units = ["的单位", "的部门", "的乡镇"].iter().any(|word| after.starts_with(word));
        if is_other(clause) || period == Period::Other || of_units {
            return Vec::new();
        }
        let behind = text.get(quantity.end..).unwrap_or_default();
        let another = || {
            self.is_about_another(quantity.start)
                || self.own.unit.is_another(clause)
                || units::is_of_a_larger_whole(behind)
        };
        let part = is_part(&head, self.own.year);
        for pattern in &table().patterns {
            if !pattern.fits(quantity.measure, around) {
                continue;
            }
            let fields: Vec<&'static str> = pattern.fields.iter().filter_map(|field| known(field)).collect();
            let several = kinds::channels(clause) >= 2 && is_together(clause);
            let refused = (period == Period::Cumulative && pattern.counts == Counts::Year)
                || another()
                || (pattern.whole && part);
            if pattern.no_channel && kinds::channels(clause) > 0 && !several {
                // "通过网站主动公开 … 条" is the channel's number.
                continue;
            }
            // "收到80件，受理76件": both are said, and the first is what was received.
            if self.last == Some("stated_received") && fields == ["stated_received"] && is_accepted(clause) {
                return Vec::new();
            }
            // What is said of the whole region comes before what is said of "部门和乡镇".
            let region = u8::from(pattern.no_channel && units::says_region(clause));
            let all = |field| (field, pattern.rank + region, Said::Disclosed);
            return if refused { Vec::new() } else { fields.into_iter().map(all).collect() };
        }
        if period == Period::Cumulative || another() {
            return Vec::new();
        }
        if let Some(field) =
            kinds::form(clause, after, quantity.measure, self.is_among_forms()).and_then(known)
        {
            return vec![(field, 1, Said::Disclosed)];
        }
        let announced =
            ["公开政府信息：", "公开信息：", "公开政府信息，其中"].iter().any(|word| before.contains(word));
        let listed = announced
            || (self.listed && self.last.is_some_and(|last| last == "disclosed_total" || is_channel(last)));
        let parts = behind.trim_start_matches('，').starts_with("其中主动公开");
        match kinds::channel(clause, quantity.measure, listed) {
            Some((field, said)) if !parts => known(field).map(|field| (field, 1, said)).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The clause of a number: from the last comma, with the words of time or means before it.
fn last_clause(before: &str) -> &str {
    let mut start = 0;
    let mut end = before.len();
    while let Some((head, _)) = before.get(..end).and_then(|head| head.rsplit_once(['，', '：'])) {
        let tail = before.get(head.len()..).unwrap_or_default().trim_start_matches(['，', '：']);
        start = before.len() - tail.len();
        let previous = head.rsplit(['，', '：']).next().unwrap_or_default();
        let leads = ["通过", "利用", "依托", "借助", "运用", "在", "另", "此外", "除"];
        let carries = leads.iter().any(|word| previous.starts_with(word)) || tail.starts_with(['共', '累']);
        if !carries || previous.chars().count() > 40 {
            break;
        }
        end = head.len();
        start = before.len() - before.get(head.len() - previous.len()..).map_or(0, str::len);
    }
    before.get(start..).unwrap_or_default()
}

/// Channels named as all of them together.
fn is_together(clause: &str) -> bool {
    clause.contains('等')
        && ["渠道", "方式", "形式", "途径", "载体", "平台"].iter().any(|word| clause.contains(word))
}

/// Whether a clause says that applications were accepted, not how many came in.
fn is_accepted(clause: &str) -> bool {
    clause.contains("受理") && !clause.contains("收到") && !clause.contains("新")
}

/// A sentence without its last mark.
fn said(sentence: &Sentence) -> &str {
    sentence.plain.trim_end_matches(['。', '；', '！', '？', '!', '?'])
}

/// What channels "put out" counts as disclosed where several stand in one sentence and no total is smaller.
fn accept_put_out<'a>(found: &mut Candidates<'a>, put_out: Candidates<'a>) {
    let mut places: BTreeMap<*const Sentence, BTreeSet<&str>> = BTreeMap::new();
    for (field, candidates) in &put_out {
        for candidate in candidates {
            places.entry(std::ptr::from_ref(candidate.sentence)).or_default().insert(field);
        }
    }
    for (field, candidates) in put_out {
        for candidate in candidates {
            let several =
                places.get(&std::ptr::from_ref(candidate.sentence)).is_some_and(|fields| fields.len() > 1);
            let total = found.get("disclosed_total").is_some_and(|totals| {
                totals.iter().any(|total| std::ptr::eq(total.sentence, candidate.sentence))
            });
            let known = found.get(field).is_some_and(|list| !list.is_empty());
            if (several || total) && !known {
                found.entry(field).or_default().push(candidate);
            }
        }
    }
}
