//! The catalogue: entries read from TOML, compiled when they are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::formula::Place;
use super::{Direction, Formula, Metric, Rule};
use crate::dataset::{Dataset, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Unit, dictionary};
use crate::text::{Label, errors, metrics as words, nearest_names};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    metric: Vec<Entry>,
}

/// One `[[metric]]` of a catalogue file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default = "own_theme")]
    theme: String,
    #[serde(default)]
    headline: bool,
    unit: Unit,
    direction: Direction,
    title: Label,
    meaning: Label,
    caveat: Option<Label>,
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    #[serde(skip)]
    file: String,
}

fn own_theme() -> String {
    "own".to_owned()
}

/// The metrics that can be asked for.
#[derive(Clone, Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    index: BTreeMap<String, usize>,
    regional: BTreeSet<String>,
}

impl Catalogue {
    /// The built-in catalogue. Formulas may use `population`.
    ///
    /// # Errors
    /// None but faults of the program.
    pub fn built_in() -> Result<Self> {
        let mut catalogue = Self {
            entries: Vec::new(),
            index: BTreeMap::new(),
            regional: BTreeSet::from(["population".to_owned()]),
        };
        catalogue.add(words::BUILT_IN, include_str!("catalogue.toml"))?;
        Ok(catalogue)
    }

    /// Lets formulas use the numeric columns of the dataset's `regions.csv`.
    #[must_use]
    pub fn for_dataset(mut self, dataset: &Dataset) -> Self {
        self.regional.extend(dataset.regions.further_columns().map(str::to_owned));
        self
    }

    /// Adds a user's file. An entry of a known id takes the place of the known one; gives those ids.
    ///
    /// # Errors
    /// The file cannot be read or an entry of it is wrong.
    pub fn add_file(&mut self, path: &Path) -> Result<Vec<String>> {
        let source = Source::disk(path);
        if !path.is_file() {
            return Err(Error::new(ErrorKind::File, errors::no_such_path(&source.name)));
        }
        let text = source.text()?.text;
        let known: BTreeSet<String> = self.index.keys().cloned().collect();
        let ids = self.add(&source.name, &text)?;
        for id in &ids {
            self.get(id)?;
        }
        Ok(ids.into_iter().filter(|id| known.contains(id) || dictionary().get(id).is_some()).collect())
    }

    fn add(&mut self, file: &str, text: &str) -> Result<Vec<String>> {
        let parsed: File = toml::from_str(text)
            .map_err(|e| Error::new(ErrorKind::Metric, words::bad_catalogue(file)).with_source(e))?;
        let mut ids = Vec::new();
        for mut entry in parsed.metric {
            file.clone_into(&mut entry.file);
            let id = entry.id.clone();
            let right = id.starts_with(|c: char| c.is_ascii_lowercase())
                && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !right {
                return Err(Error::new(ErrorKind::Metric, words::bad_id(file, &id)));
            }
            if ids.contains(&id) {
                return Err(Error::new(ErrorKind::Metric, words::twice(file, &id)));
            }
            if let Some(earlier) = self.index.get(&id).and_then(|i| self.entries.get_mut(*i)) {
                *earlier = entry;
            } else {
                self.index.insert(id.clone(), self.entries.len());
                self.entries.push(entry);
            }
            ids.push(id);
        }
        Ok(ids)
    }

    /// The ids of the catalogue's entries, in its order; plain fields are not among them.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.id.as_str())
    }

    /// The ids that `compare` shows when none is named.
    pub fn headline(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| entry.headline).map(|entry| entry.id.as_str())
    }

    pub(super) fn is_regional(&self, name: &str) -> bool {
        self.regional.contains(name)
    }

    /// The metric of this id: an entry, or a numeric field.
    ///
    /// # Errors
    /// There is none (with the nearest ids), or its formula is wrong.
    pub fn get(&self, id: &str) -> Result<Metric> {
        if let Some(metric) = self.compile_within(id, Vec::new())? {
            return Ok(metric);
        }
        if dictionary().get(id).is_some() {
            return Err(Error::new(ErrorKind::Request, words::not_a_number(id)));
        }
        let fields = dictionary().fields().iter().filter(|f| f.content.is_number()).map(|f| f.name.as_str());
        let mut near = nearest_names(id, self.ids().chain(fields));
        for entry in &self.entries {
            if !id.is_empty()
                && (entry.title.zh.contains(id) || entry.title.en.contains(id))
                && near.len() < 5
            {
                near.push(format!("{}（{}）", entry.id, entry.title.zh));
            }
        }
        let error = Error::new(ErrorKind::Request, words::no_such_metric(id));
        Err(if near.is_empty() {
            error.with_hint(words::list_metrics())
        } else {
            error.with_hint(errors::nearest(&near))
        })
    }

    /// Compiles a metric while the formulas of others are being expanded.
    pub(super) fn compile_within(&self, id: &str, within: Vec<String>) -> Result<Option<Metric>> {
        match self.index.get(id).and_then(|i| self.entries.get(*i)) {
            Some(entry) => self.compile(entry, within).map(Some),
            None => Ok(field_metric(id)),
        }
    }

    fn compile(&self, entry: &Entry, mut within: Vec<String>) -> Result<Metric> {
        within.push(entry.id.clone());
        let place = Place { catalogue: self, file: &entry.file, metric: &entry.id, within };
        let formula = |text: &String| Formula::compile(text, &place);
        let rule = match (&entry.value, &entry.numerator, &entry.denominator) {
            (Some(value), None, None) => Rule::Value(formula(value)?),
            (None, Some(numerator), Some(denominator)) => {
                Rule::Ratio { numerator: formula(numerator)?, denominator: formula(denominator)? }
            }
            _ => return Err(Error::new(ErrorKind::Metric, words::no_formula(&entry.file, &entry.id))),
        };
        Ok(Metric {
            id: entry.id.clone(),
            theme: entry.theme.clone(),
            title: entry.title.clone(),
            meaning: entry.meaning.clone(),
            caveat: entry.caveat.clone(),
            unit: entry.unit,
            direction: entry.direction,
            headline: entry.headline,
            rule,
        })
    }
}

/// The metric that is a field's own value.
fn field_metric(name: &str) -> Option<Metric> {
    let field = dictionary().get(name).filter(|field| field.content.is_number())?;
    let meaning = if field.form_row.is_empty() { field.label.zh.clone() } else { field.form_row.clone() };
    Some(Metric {
        id: field.name.clone(),
        theme: "field".to_owned(),
        title: field.label.clone(),
        meaning: Label::new(meaning, field.label.en.clone()),
        caveat: None,
        unit: field.unit?,
        direction: Direction::None,
        headline: false,
        rule: Rule::Value(Formula::field(name, field.forms)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_catalogue_compiles_and_is_complete() {
        let catalogue = Catalogue::built_in().expect("catalogue");
        for id in catalogue.ids() {
            let metric = catalogue.get(id).unwrap_or_else(|e| panic!("{id}: {e}"));
            for text in [&metric.title, &metric.meaning] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{id} lacks wording");
            }
            assert!(metric.is_ratio() || !metric.unit.is_share(), "{id}: a share needs a denominator");
            assert!(metric.forms().iter().next().is_some(), "{id} exists in no form");
            assert_ne!(words::theme(&metric.theme).en, metric.theme, "{id}: unknown theme");
        }
        assert!((8..=14).contains(&catalogue.headline().count()));
    }

    fn fault(toml: &str) -> String {
        let mut catalogue = Catalogue::built_in().expect("catalogue");
        let head = "unit = \"ratio\"\ndirection = \"none\"\ntitle = { zh = \"甲\", en = \"a\" }\n\
                    meaning = { zh = \"甲\", en = \"a\" }\n";
        let ids = match catalogue.add("my.toml", &toml.replace("HEAD", head)) {
            Ok(ids) => ids,
            Err(error) => return error.to_string(),
        };
        match ids.iter().find_map(|id| catalogue.get(id).err()) {
            Some(error) => format!("{error} / {}", error.hint(crate::text::Lang::En).unwrap_or_default()),
            None => String::new(),
        }
    }

    #[test]
    fn a_wrong_formula_is_named_with_file_metric_and_what_is_wrong() {
        let one = |formula: &str| fault(&format!("[[metric]]\nid = \"mine\"\nHEADvalue = \"{formula}\""));
        assert!(one("granted +").contains("my.toml, metric mine: the formula \"granted +\" is not a valid"));
        let unknown = one("grantd / resolved_total");
        assert!(unknown.contains("grantd in the formula is neither a field nor a metric"), "{unknown}");
        assert!(unknown.contains("granted"), "{unknown}");
        assert!(one("SUM(granted)").contains("SUM is not allowed"), "{}", one("SUM(granted)"));
        assert!(one("COUNT(*)").contains("not allowed"), "{}", one("COUNT(*)"));
        assert!(
            one("RANK() OVER (ORDER BY granted)").contains("is n"),
            "{}",
            one("RANK() OVER (ORDER BY granted)")
        );
        assert!(one("case when granted > 1 then 'a' else 'b' end").contains("text is not allowed"));
        assert!(one("source_url").contains("source_url in the formula is no number"));
        assert!(one("mine + 1").contains("refers to itself (mine → mine)"), "{}", one("mine + 1"));
        assert_eq!(one("granted / nullif(resolved_total, 0) * 100"), "");
        assert_eq!(one("disclosure_rate - denial_rate"), "");
    }

    #[test]
    fn metrics_that_refer_to_each_other_in_a_circle_are_refused() {
        let text =
            fault("[[metric]]\nid = \"a\"\nHEADvalue = \"b\"\n[[metric]]\nid = \"b\"\nHEADvalue = \"a\"");
        assert!(text.contains("a → b → a"), "{text}");
    }

    #[test]
    fn an_entry_needs_one_formula_and_a_proper_id() {
        assert!(fault("[[metric]]\nid = \"mine\"\nHEAD").contains("give either value"));
        assert!(fault("[[metric]]\nid = \"Mine!\"\nHEADvalue = \"granted\"").contains("lower-case letters"));
        assert!(fault("[[metric]]\nid = 3").contains("is not a valid metrics file"));
    }

    #[test]
    fn forms_and_comparability_follow_from_the_fields() {
        let catalogue = Catalogue::built_in().expect("catalogue");
        let forms = |id: &str| catalogue.get(id).expect("metric").forms().to_string();
        assert_eq!(forms("graphic_share"), "2008 2019 2021");
        assert_eq!(forms("disclosure_rate"), "2019 2021");
        assert_eq!(forms("normative_docs_issued"), "2021");
        assert!(catalogue.get("disclosure_rate").expect("metric").is_comparable());
    }
}
