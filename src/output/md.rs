//! A Markdown document: title, subtitle, the main table in GitHub's dialect, and the foot lines.

use super::cell::{Cells, is_right};
use super::{foot, main_table};
use crate::analysis::Answer;
use crate::error::Result;
use crate::text::Lang;

/// The whole document, with a line end.
pub(super) fn document(answer: &Answer, lang: Lang) -> Result<String> {
    let table = main_table(answer)?;
    let cells = Cells::new(answer, table);
    let mut out = format!("## {}\n\n", escape(answer.title.get(lang)));
    if !answer.subtitle.get(lang).is_empty() {
        out.push_str(&escape(answer.subtitle.get(lang)));
        out.push_str("\n\n");
    }
    push_row(&mut out, cells.columns().map(|column| escape(column.label.get(lang))));
    push_row(&mut out, cells.columns().map(|column| rule(is_right(column.kind)).to_owned()));
    for row in 0..cells.rows() {
        push_row(&mut out, (0..cells.columns().len()).map(|column| escape(&cells.text(row, column, lang))));
    }
    out.push('\n');
    for line in foot::lines(answer, lang) {
        out.push_str("- ");
        out.push_str(&escape(&line));
        out.push('\n');
    }
    Ok(out)
}

fn rule(right: bool) -> &'static str {
    if right { "---:" } else { "---" }
}

fn push_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

/// Text that Markdown shows as it is: no cell ends early, no markup, no HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '|' | '\\' | '*' | '`' | '<' => out.extend(['\\', c]),
            '\n' => out.push_str("<br>"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use polars::df;

    use super::*;
    use crate::output::fixture;

    #[test]
    fn a_cell_cannot_break_the_table() {
        let frame = df!("region" => ["a|b", "c\nd", "\\|", "<b>*x*"]).unwrap();
        let text = document(&fixture::plain(frame), Lang::Zh).unwrap();
        for row in ["| a\\|b |", "| c<br>d |", "| \\\\\\| |", "| \\<b>\\*x\\* |"] {
            assert!(text.contains(row), "{row} in {text}");
        }
    }

    #[test]
    fn a_ranking_as_markdown() {
        let text = document(&fixture::ranking(), Lang::En).unwrap();
        insta::assert_snapshot!(text, @"
        ## Ranking by graphic share, 2022

        Ningxia, 3 counties

        | region code | region | province | prefecture | year | metric | value | numerator | denominator | rank | rank change | tie | percentile | ci low | note |
        | --- | --- | --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | --- |
        | 640324 | 同心县 | 宁夏 | 吴忠市 | 2022 | graphic share | 92.31% | 48 | 52 | 1 | ▲1 |  | 100.0 | — | — |
        | 640323 | =1+1 | 宁夏 | 吴忠市 | 2022 | graphic share | 0.00% | 0 | 3,500 | 2 | ▼1 | ✓ | 0.0 | — | — |
        | 640422 | 西吉县 | 宁夏 | 固原市 | 2022 | graphic share | — | — | 0 | — | — |  | — | — | the denominator is zero |

        - 50 reports: 7 used; 43 left out (a figure is not in the report: 43)
        - Note: no year given: the latest is taken
        - Source: County reports of China (china 2025.1); gongkai 0.1.0
        ");
    }
}
