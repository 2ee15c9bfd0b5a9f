//! The options on how a chart looks.

use clap::{Args, ValueEnum};
use gongkai::chart::theme::{self, Theme};
use gongkai::chart::{Extent, PngOptions};

/// How a chart looks.
#[derive(Debug, Default, Args)]
pub(crate) struct PictureArgs {
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub(crate) size: Option<Extent>,
    #[arg(long, value_name = "FACTOR", value_parser = parse_scale)]
    pub(crate) scale: Option<f64>,
    #[arg(long, value_enum, value_name = "THEME")]
    pub(crate) theme: Option<ThemeArg>,
}

impl PictureArgs {
    /// The colours.
    pub(crate) fn theme(&self) -> &'static Theme {
        match self.theme {
            None | Some(ThemeArg::Print) => &theme::PRINT,
            Some(ThemeArg::Screen) => &theme::SCREEN,
            Some(ThemeArg::Dark) => &theme::DARK,
        }
    }

    /// The pixels of a PNG.
    pub(crate) fn png(&self) -> PngOptions {
        let usual = PngOptions::default();
        PngOptions { scale: self.scale.unwrap_or(usual.scale), ..usual }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ThemeArg {
    Print,
    Screen,
    Dark,
}

fn parse_size(text: &str) -> Result<Extent, String> {
    text.parse().map_err(|_| text.to_owned())
}

fn parse_scale(text: &str) -> Result<f64, String> {
    text.trim().parse().ok().filter(|scale| (0.1..=10.0).contains(scale)).ok_or_else(|| text.to_owned())
}
