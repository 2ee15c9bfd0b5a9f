//! How long the questions take on a synthetic panel of 1,000 regions over 15 years, from the opened file to
//! the answer, and a chart of 90 bars. Run with `cargo bench`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]

use std::fmt::Write as _;
use std::path::PathBuf;

use divan::{Bencher, black_box};
use gongkai::analysis::{
    By, OutcomesRequest, RankRequest, TrendRequest, Which, Within, outcomes, rank, trend,
};
use gongkai::chart::{Figure, Format, Size, render};
use gongkai::dataset::{Dataset, Years};
use gongkai::metric::Catalogue;

const REGIONS: usize = 1_000;

fn main() {
    divan::main();
}

/// A dataset folder with invented names and figures; counts follow a simple rule, so that it is the same each
/// time.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut regions = String::from("region_code,name,level,prefecture,province\n");
    let mut reports = String::from(
        "region_code,year,disclosed_total,interpretations_total,interpretations_graphic,granted,partly_granted,denied,\
         unavailable,not_processed,otherwise_handled,resolved_total\n",
    );
    for i in 0..REGIONS {
        let code = 990_001 + i;
        let _ =
            writeln!(regions, "{code},模拟县{:04},county,模拟市{},模拟省{}", i + 1, i / 10 + 1, i / 90 + 1);
        for year in 2011..2026 {
            let n = (i * 37 + year * 101) % 400;
            let part = |k: usize| n * k / 20;
            let (granted, partly, denied) = (part(8) + i % 7, part(2), part(1));
            let (unavailable, not, otherwise) = (part(5), part(1), part(1) + year % 3);
            let total = granted + partly + denied + unavailable + not + otherwise;
            let pieces = 10 + (i * 13 + year) % 60;
            let _ = writeln!(
                reports,
                "{code},{year},{},{pieces},{},{granted},{partly},{denied},{unavailable},{not},{otherwise},{total}",
                5000 + n * 31,
                pieces * (i % 9) / 10,
            );
        }
    }
    let path = folder.path().to_owned();
    std::fs::write(path.join("dataset.toml"), "name = \"synthetic\"\nsynthetic = true\n").expect("written");
    std::fs::write(path.join("regions.csv"), regions).expect("written");
    std::fs::write(path.join("reports.csv"), reports).expect("written");
    (folder, path)
}

fn all_years(within: Within) -> Which {
    Which { years: Some(Years { from: Some(2019), to: None }), within, ..Which::default() }
}

#[divan::bench]
fn open_the_built_in_data(bencher: Bencher<'_, '_>) {
    bencher.bench(|| black_box(Dataset::built_in().expect("opens")));
}

#[divan::bench]
fn open_and_rank_three_metrics_within_provinces(bencher: Bencher<'_, '_>) {
    let (_folder, path) = folder();
    let catalogue = Catalogue::built_in().expect("catalogue");
    let request = RankRequest {
        metrics: ["disclosed_total", "graphic_share", "disclosure_rate"].map(str::to_owned).to_vec(),
        which: all_years(Within::Province),
        ..RankRequest::default()
    };
    bencher.bench(|| {
        let dataset = Dataset::open(&path).expect("opens");
        black_box(rank(&dataset, &catalogue, &request).expect("answer"))
    });
}

#[divan::bench]
fn follow_a_metric(bencher: Bencher<'_, '_>) {
    let (_folder, path) = folder();
    let (dataset, catalogue) =
        (Dataset::open(&path).expect("opens"), Catalogue::built_in().expect("catalogue"));
    let request = TrendRequest { metrics: vec!["disclosure_rate".to_owned()], ..TrendRequest::default() };
    bencher.bench(|| black_box(trend(&dataset, &catalogue, &request).expect("answer")));
}

#[divan::bench]
fn outcomes_of_every_province(bencher: Bencher<'_, '_>) {
    let (_folder, path) = folder();
    let (dataset, catalogue) =
        (Dataset::open(&path).expect("opens"), Catalogue::built_in().expect("catalogue"));
    let request =
        OutcomesRequest { which: all_years(Within::All), by: By::Province, ..OutcomesRequest::default() };
    bencher.bench(|| black_box(outcomes(&dataset, &catalogue, &request).expect("answer")));
}

#[divan::bench(args = [Format::Svg, Format::Png])]
fn draw_ninety_bars(bencher: Bencher<'_, '_>, format: Format) {
    let (_folder, path) = folder();
    let (dataset, catalogue) =
        (Dataset::open(&path).expect("opens"), Catalogue::built_in().expect("catalogue"));
    let request = RankRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which: Which {
            years: Some(Years::one(2024)),
            provinces: vec!["模拟省1".to_owned()],
            ..Which::default()
        },
        groups: true,
        ..RankRequest::default()
    };
    let answer = rank(&dataset, &catalogue, &request).expect("answer");
    let figure = Figure { size: Some(Size::new(1600, 2000).into()), ..Figure::default() };
    bencher.bench(|| {
        let scenes = figure.draw(&answer).expect("scenes");
        let first = scenes.first().expect("a page");
        black_box(render(first, format).expect("picture"))
    });
}
