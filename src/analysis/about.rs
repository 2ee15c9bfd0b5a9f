//! What every answer says of itself: metrics, columns, where the figures come from.

use super::{Column, Kind, MetricCard, Provenance, SourceFile};
use crate::dataset::Dataset;
use crate::metric::Metric;

/// A metric's definition for the reader.
pub(super) fn card(metric: &Metric) -> MetricCard {
    MetricCard {
        id: metric.id.clone(),
        title: metric.title.clone(),
        meaning: metric.meaning.clone(),
        caveat: metric.caveat.clone(),
        unit: metric.unit,
        direction: metric.direction.text(),
        formula: metric.formula(),
        formula_in_words: metric.formula_in_words(),
    }
}

pub(super) fn provenance(dataset: &Dataset) -> Provenance {
    Provenance {
        dataset: dataset.manifest.name_and_version(),
        title: dataset.manifest.title(),
        licence: dataset.manifest.licence.clone(),
        synthetic: dataset.manifest.synthetic,
        files: dataset
            .sources()
            .map(|source| SourceFile { path: source.name.clone(), sha256: String::new() })
            .collect(),
        sources: dataset.manifest.sources.iter().map(|source| source.name.clone()).collect(),
        request: String::new(),
    }
}

/// The heading of a column as a plain description.
pub(super) fn column(name: &str, kind: Kind, drop_order: u8) -> Column {
    Column::named(name, kind, drop_order)
}
