//! One figure out of what several sentences say of a field, or none.

use std::collections::BTreeMap;

use super::sentences::Sentence;
use crate::ingest::reading::{Figures, Read, Status};
use crate::text::Label;
use crate::text::ingest::words;

/// What a sentence says of a field.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    /// The figure; `None` if it is approximate.
    pub(super) value: Option<f64>,
    /// The more specific one has the higher rank.
    pub(super) rank: u8,
    /// The figure as it stands.
    pub(super) printed: String,
    /// Where it stands.
    pub(super) sentence: &'a Sentence,
}

/// The rank of what no other sentence overrules.
pub(super) const ALWAYS: u8 = 0;

/// By field.
pub(super) type Candidates<'a> = BTreeMap<&'static str, Vec<Candidate<'a>>>;

/// Whether a field is a channel of disclosure.
pub(super) fn is_channel(field: &str) -> bool {
    field.starts_with("disclosed_") && field != "disclosed_total"
}

/// One figure out of what the sentences say, or none.
pub(super) fn decide(field: &'static str, candidates: &[Candidate<'_>]) -> Read {
    let exact: Vec<&Candidate<'_>> =
        candidates.iter().filter(|candidate| candidate.value.is_some()).collect();
    let top = exact.iter().map(|candidate| candidate.rank).max();
    let best: Vec<&Candidate<'_>> = exact
        .into_iter()
        .filter(|candidate| Some(candidate.rank) == top || candidate.rank == ALWAYS)
        .collect();
    let mut differing: Vec<(f64, &str)> = Vec::new();
    for candidate in &best {
        let value = candidate.value.unwrap_or_default();
        if !differing.iter().any(|(known, _)| known.to_bits() == value.to_bits()) {
            differing.push((value, &candidate.sentence.text));
        }
    }
    let first = best.first().copied().or(candidates.first());
    let (value, status, note) = match differing.as_slice() {
        [(value, _)] => (Some(*value), Status::Exact, Label::default()),
        [] => {
            let printed = first.map_or("", |candidate| candidate.printed.as_str());
            (None, Status::Ambiguous, words::approximate(printed))
        }
        several => (None, Status::Ambiguous, words::several(several)),
    };
    let place = first.map_or_else(Default::default, |candidate| candidate.sentence.place);
    Read {
        value,
        status,
        text: first.map_or_else(String::new, |candidate| candidate.sentence.text.clone()),
        place: words::place(place.page, place.line),
        rule: rule(field),
        note,
    }
}

/// A channel cannot have more than all of them: then it counts everything that the site put out.
pub(super) fn drop_outside_the_total(figures: &mut Figures, found: &Candidates<'_>) {
    let Some(total) = figures.get("disclosed_total").and_then(|read| read.value) else { return };
    for (field, read) in figures.iter_mut().filter(|(field, _)| is_channel(field)) {
        let beside = found.get(field.as_str()).is_some_and(|list| !list.is_empty());
        if let Some(value) = read.value.filter(|value| beside && *value > total) {
            read.value = None;
            read.status = Status::Ambiguous;
            read.note = words::outside_the_total(value, total);
        }
    }
}

/// `sentence:FIELD`.
fn rule(field: &str) -> &'static str {
    RULES.iter().copied().find(|rule| rule.strip_prefix("sentence:") == Some(field)).unwrap_or("sentence")
}

/// The rules by name; a test compares them with the dictionary.
const RULES: [&str; 29] = [
    "sentence:disclosed_total",
    "sentence:disclosed_website",
    "sentence:disclosed_new_media",
    "sentence:disclosed_wechat",
    "sentence:disclosed_weibo",
    "sentence:disclosed_other_platforms",
    "sentence:disclosed_offline",
    "sentence:interpretations_total",
    "sentence:interpretations_graphic",
    "sentence:interpretations_video",
    "sentence:interpretations_text",
    "sentence:interpretations_other",
    "sentence:stated_graphic_share_pct",
    "sentence:stated_received",
    "sentence:stated_closed",
    "sentence:stated_review_total",
    "sentence:stated_litigation_total",
    "sentence:letters_received",
    "sentence:letters_closed",
    "sentence:hotline_received",
    "sentence:hotline_closed",
    "sentence:hotline_satisfaction_pct",
    "sentence:consultations_opened",
    "sentence:consultation_results_published",
    "sentence:open_day_events",
    "sentence:new_media_accounts",
    "sentence:key_area_disclosures",
    "sentence:training_sessions",
    "sentence:training_attendees",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::{Part, dictionary};

    #[test]
    fn every_field_of_the_text_has_its_rule() {
        let fields: BTreeSet<String> = dictionary()
            .fields()
            .iter()
            .filter(|field| field.part == Part::Narrative)
            .map(|field| format!("sentence:{}", field.name))
            .collect();
        assert_eq!(fields, RULES.iter().map(|rule| (*rule).to_owned()).collect());
    }
}
