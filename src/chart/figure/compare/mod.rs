//! A comparison as dots against the spread of the peers, or as a heat map of percentiles.

mod dots;
mod heatmap;

use super::Figure;
use crate::analysis::Answer;
use crate::chart::Scene;
use crate::chart::theme::Theme;
use crate::error::Result;

/// The kinds of chart, the usual one first.
pub(super) const KINDS: [&str; 2] = ["dots", "heatmap"];

/// Draws the chart of the kind asked for.
pub(super) fn draw(answer: &Answer, asked: &Figure<'_>, theme: &Theme) -> Result<Vec<Scene>> {
    let scenes = match asked.kind {
        Some("heatmap") => heatmap::figure(answer, asked)?.draw(theme),
        _ => dots::figure(answer, asked)?.draw(theme),
    };
    Ok(scenes?)
}
