//! Charts: a result becomes a scene, a scene becomes a file.
//!
//! ```text
//! figure data ── bars, funnel, lines, … ─► Scene ── svg, png, pdf ─► file
//!                    │ layout: titles, footer, wrapping, pages
//!                    │ canvas: plotters' axes and elements, measured text
//!                    └ theme:  colours and sizes
//! ```
//! A chart kind is one file: a struct of plain figures with `draw`, which gives a scene for each page. The
//! formats know scenes only, so that every format shows the same. Text is measured with the built-in font and
//! a character it does not have is an error, never an empty box.

pub mod area;
mod axis;
mod backend;
pub mod bars;
pub mod boxes;
pub mod bump;
mod canvas;
pub mod components;
pub mod dots;
mod error;
mod figure;
mod font;
pub mod funnel;
mod glyphs;
pub mod heatmap;
mod labels;
mod layout;
pub mod lines;
mod looks;
pub mod lorenz;
pub mod multiples;
mod palette;
mod panels;
pub mod pdf;
pub mod png;
pub mod rank_range;
mod references;
mod rows;
pub mod scatter;
pub mod scene;
mod size;
pub mod slope;
pub mod stack;
pub mod svg;
mod symbols;
pub mod theme;
mod themes;
mod words;

#[cfg(test)]
mod testing;

use std::path::Path;

pub use area::Areas;
pub use bars::RankedBars;
pub use boxes::BoxPlot;
pub use bump::Bump;
pub use components::ScoreBars;
pub use dots::DotPlot;
pub use error::ChartError;
pub use figure::Figure;
pub use font::Weight;
pub use funnel::FunnelPlot;
pub use heatmap::HeatMap;
pub use layout::Frame;
pub use lines::Lines;
pub use looks::Looks;
pub use lorenz::LorenzPlot;
pub use multiples::SmallMultiples;
pub use png::PngOptions;
pub use rank_range::RankRanges;
pub use references::Reference;
pub use scatter::Scatter;
pub use scene::Scene;
pub use size::{DPI, Extent, Size};
pub use slope::Slope;
pub use stack::Stack100;
pub use theme::Theme;

/// A file format of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics; text stays text.
    Svg,
    /// Portable Network Graphics.
    Png,
    /// Portable Document Format; text can be searched, all pages of a chart are in one file.
    Pdf,
}

impl Format {
    /// The format a file's ending asks for, if it is one of a chart.
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// The bytes of the files that show the pages of a chart: one a page, or one for all in a format with pages.
///
/// # Errors
/// [`ChartError::Draw`] when a picture cannot be drawn or encoded.
/// [`ChartError::TooLarge`] for a picture of too many pixels.
pub fn files(pages: &[Scene], format: Format, options: PngOptions) -> Result<Vec<Vec<u8>>, ChartError> {
    match format {
        Format::Svg => Ok(pages.iter().map(|scene| svg::write(scene).into_bytes()).collect()),
        Format::Png => pages.iter().map(|scene| png::write(scene, options)).collect(),
        Format::Pdf => Ok(vec![pdf::write(pages)?]),
    }
}

/// The bytes of a file that shows the scene. The same scene gives the same bytes.
///
/// # Errors
/// [`ChartError::Draw`] when the picture cannot be drawn or encoded.
pub fn render(scene: &Scene, format: Format) -> Result<Vec<u8>, ChartError> {
    match format {
        Format::Svg => Ok(svg::write(scene).into_bytes()),
        Format::Png => png::write(scene, PngOptions::default()),
        Format::Pdf => pdf::write(std::slice::from_ref(scene)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        assert_eq!(Format::from_path(Path::new("a/b.PNG")), Some(Format::Png));
        assert_eq!(Format::from_path(Path::new("b.svg")), Some(Format::Svg));
        assert_eq!(Format::from_path(Path::new("b.pdf")), Some(Format::Pdf));
        assert_eq!(Format::from_path(Path::new("b.csv")), None);
    }
}
