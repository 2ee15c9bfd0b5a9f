//! The questions from Rust: who leads, how it developed, and the chart of it.
//!
//! `cargo run --example library` writes `interpretations.svg` and prints the first three.

#![expect(clippy::print_stdout, reason = "an example speaks to its reader")]

use gongkai::analysis::{RankRequest, TrendRequest, Which, rank, trend};
use gongkai::chart::{Figure, Format, render};
use gongkai::dataset::{Dataset, Years};
use gongkai::metric::Catalogue;
use gongkai::output::{file, terminal};
use gongkai::text::Lang;

fn main() -> anyhow::Result<()> {
    // Held in memory, since several questions are asked.
    let dataset = Dataset::built_in()?.held();
    let catalogue = Catalogue::built_in()?.for_dataset(&dataset);

    let request = RankRequest {
        metrics: vec!["interpretations_total".to_owned()],
        which: Which { years: Some(Years::one(2022)), ..Which::default() },
        groups: true,
        ..RankRequest::default()
    };
    let answer = rank(&dataset, &catalogue, &request)?;
    println!("{}", answer.title.get(Lang::En));
    println!("{}", terminal::table(&answer, Lang::En, Some(100), Some(3)));
    // The figures themselves are a Polars DataFrame with stable column names.
    if let Some(table) = answer.main() {
        let ranks = table.frame.column("rank")?;
        println!("{} of {} reports have a rank", ranks.len() - ranks.null_count(), ranks.len());
    }
    for coverage in &answer.coverage {
        println!("{} of {} reports have a figure of {}", coverage.used, coverage.selected, coverage.metric);
    }

    let figure = Figure { lang: Lang::En, ..Figure::default() };
    for page in figure.draw(&answer)? {
        file::save_bytes(&render(&page, Format::Svg)?, "interpretations.svg".as_ref())?;
    }

    let request = TrendRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which: Which { regions: vec!["宿迁市".to_owned()], ..Which::default() },
        series: true,
        ..TrendRequest::default()
    };
    let answer = trend(&dataset, &catalogue, &request)?;
    println!("{}", terminal::table(&answer, Lang::En, Some(100), None));
    Ok(())
}
