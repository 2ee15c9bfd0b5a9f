//! The English texts: a count of one has no plural behind it.

use std::fs;

use gongkai::text::{charts, notes};
use regex::Regex;

use crate::layers::sources;
use crate::support::root;

/// What is always counted in twos or more, or is the name of a limit.
const ALWAYS_SEVERAL: [&str; 19] = [
    "{all} rows",
    "{rows} rows",
    "{count} rows",
    "{count} regions",
    "{regions} regions",
    "{least} regions",
    "{most} paragraphs",
    "{least} cases",
    "{count} more reports",
    "{count} files",
    "{more} files",
    "{cap} points",
    "{width} places",
    "{draws} draws",
    "{of} times",
    "{by} times",
    "{total} points",
    "{width:.1} places",
    "{shift:.2} places",
];

/// A count that may be one is written by `plural`; a number before a plural noun in a sentence would give "1 reports".
#[test]
fn no_count_stands_before_a_plural_that_does_not_bend() {
    let mut files = Vec::new();
    sources(&root().join("src/text"), &mut files);
    let nouns = "reports|regions|counties|rows|panels|years|cells|faults|groups|files|metrics|pairs|numbers|cases|tiers\
                 |points|places|draws|times|paragraphs|errors|warnings";
    let counted = Regex::new(&format!(r"\{{[a-z_]+(:[.0-9]+)?\}} (more )?({nouns})\b")).expect("a pattern");
    let mut wrong = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source file");
        for found in counted.find_iter(&text).filter(|found| !ALWAYS_SEVERAL.contains(&found.as_str())) {
            wrong.push(format!("{}: {}", path.display(), found.as_str()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_report_is_no_reports() {
    assert_eq!(
        notes::outcomes_do_not_sum(1).en,
        "in 1 report the six outcomes do not sum to the total; the difference is shown as unexplained"
    );
    assert!(notes::outcomes_do_not_sum(2).en.starts_with("in 2 reports the six"));
    let one = notes::latest_year(2024, 1, None).en;
    assert_eq!(one, "no year was given: 2024, the latest with figures (1 report)");
    assert!(notes::short_series(1, 4).en.starts_with("1 series has fewer"));
    assert!(charts::checked(1, 1, 0).en.starts_with("1 report of 1 region checked"));
    assert!(charts::coverage(1, 1, &[]).en.starts_with("1 report, all used"));
}
