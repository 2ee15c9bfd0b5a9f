//! An answer as a table on the terminal.

use comfy_table::{
    Cell as Written, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table as Grid,
    TableStyle,
};

use super::cell::{Cell, Cells, is_right};
use super::foot;
use super::wrap::{width as width_of, wrap};
use crate::analysis::{Answer, Column, IN_FILES_ONLY, Kind};
use crate::text::{Lang, output as words};

/// A rule below the headings and nothing else.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// Columns between two columns of the table.
const GAP: usize = 2;
/// A column of text is broken into lines rather than pushing others out when it is wider than this.
const TEXT_WIDTH: usize = 40;

/// A column as it will be shown.
struct Shown {
    heading: String,
    cells: Vec<String>,
    right: bool,
    breaks: bool,
    drop_order: u8,
    width: usize,
}

/// The answer's main table for the terminal: title, subtitle, what all rows share, the table, coverage,
/// notes and source; ends without a line end.
///
/// `width` is the terminal's width in columns, and no line is longer; columns with the highest
/// [`Column::drop_order`] are left out first, and the foot names them. Without it nothing is left out or
/// broken. `max_rows` shows the first rows only, and the foot says how many there are.
pub fn table(answer: &Answer, lang: Lang, width: Option<usize>, max_rows: Option<usize>) -> String {
    let mut blocks = vec![answer.title.get(lang).to_owned(), answer.subtitle.get(lang).to_owned()];
    blocks.retain(|line| !line.is_empty());
    let mut out: Vec<String> = blocks.iter().flat_map(|line| wrap(line, width)).collect();
    let mut tail = Vec::new();
    if let Some(main) = answer.main() {
        let cells = Cells::new(answer, main);
        let rows = cells.rows().min(max_rows.unwrap_or(usize::MAX));
        let shared = shared(&cells, lang);
        out.extend(shared.lines(lang).iter().flat_map(|line| wrap(line, width)));
        out.push(String::new());
        let (shown, dropped) = fit(columns(&cells, &shared.columns, rows, lang), width);
        if cells.rows() == 0 {
            let nothing = if answer.question == "check" { words::NO_FINDINGS } else { words::NO_ROWS };
            out.push(nothing.get(lang).to_owned());
        } else if !shown.is_empty() {
            out.extend(grid(&shown, rows, width).lines().map(|line| line.trim_end().to_owned()));
        }
        if rows < cells.rows() {
            tail.push(words::more_rows(rows, cells.rows(), answer.question).get(lang).to_owned());
        }
        if !dropped.is_empty() {
            tail.push(
                words::dropped_columns(&words::list(&dropped, lang), answer.question).get(lang).to_owned(),
            );
        }
    }
    let others: Vec<String> =
        answer.tables.iter().skip(1).map(|table| table.title.get(lang).to_owned()).collect();
    if !others.is_empty() {
        tail.push(words::more_tables(&words::list(&others, lang), answer.question).get(lang).to_owned());
    }
    tail.extend(foot::lines(answer, lang));
    out.push(String::new());
    out.extend(tail.iter().flat_map(|line| wrap(line, width)));
    out.join("\n")
}

/// A table of texts with its headings, fitted to `width` by breaking the longest cells; ends without a line
/// end.
pub fn plain(headings: &[String], rows: &[Vec<String>], width: Option<usize>) -> String {
    let columns: Vec<Shown> = headings
        .iter()
        .enumerate()
        .map(|(index, heading)| {
            let cells: Vec<String> =
                rows.iter().map(|row| row.get(index).cloned().unwrap_or_default()).collect();
            let widest = cells.iter().map(|text| width_of(text)).max().unwrap_or(0).max(width_of(heading));
            let breaks = widest > TEXT_WIDTH;
            Shown { heading: heading.clone(), cells, right: false, breaks, drop_order: 0, width: widest }
        })
        .collect();
    grid(&columns, rows.len(), width).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Columns that say the same in every row, or nothing in any.
struct Shared {
    columns: Vec<usize>,
    facts: Vec<String>,
    empty: Vec<String>,
}

impl Shared {
    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.facts.is_empty() {
            lines.push(self.facts.join(lang.pick("；", "; ")));
        }
        if !self.empty.is_empty() {
            lines.push(words::empty_columns(&words::list(&self.empty, lang)).get(lang).to_owned());
        }
        lines
    }
}

fn shared(cells: &Cells<'_>, lang: Lang) -> Shared {
    let mut shared = Shared { columns: Vec::new(), facts: Vec::new(), empty: Vec::new() };
    if cells.rows() == 0 {
        return shared;
    }
    for (index, column) in cells.columns().enumerate() {
        let label = column.label.get(lang);
        if cells.is_empty(index) {
            shared.empty.push(label.to_owned());
        } else if cells.rows() > 1 && may_be_shared(column) && cells.is_constant(index) {
            let value = match cells.get(0, index) {
                Cell::Flag(flag) => {
                    let [no, yes] = words::FLAG;
                    if flag { yes } else { no }.get(lang).to_owned()
                }
                _ => cells.text(0, index, lang),
            };
            if !value.is_empty() {
                shared.facts.push(words::pair(label, &value, lang));
            }
        } else {
            continue;
        }
        shared.columns.push(index);
    }
    shared
}

/// A figure that the table is about stays in it even if all rows have the same; what tells rows apart, or
/// may be dropped anyway, need not be repeated.
fn may_be_shared(column: &Column) -> bool {
    column.name != "region"
        && column.drop_order != IN_FILES_ONLY
        && (column.drop_order > 0 || matches!(column.kind, Kind::Text | Kind::Id | Kind::Year))
}

fn columns(cells: &Cells<'_>, without: &[usize], rows: usize, lang: Lang) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (index, column) in cells.columns().enumerate() {
        if without.contains(&index) {
            continue;
        }
        let heading = column.label.get(lang).to_owned();
        let texts: Vec<String> = (0..rows).map(|row| cells.text(row, index, lang)).collect();
        let widest = texts.iter().map(|text| width_of(text)).max().unwrap_or(0).max(width_of(&heading));
        shown.push(Shown {
            heading,
            cells: texts,
            right: is_right(column.kind),
            breaks: matches!(column.kind, Kind::Text | Kind::Id) && widest > TEXT_WIDTH,
            drop_order: column.drop_order,
            width: widest,
        });
    }
    shown
}

/// Leaves out columns until the rest fits; gives those that stay and the headings of the others, both in
/// the order of the table.
fn fit(mut columns: Vec<Shown>, width: Option<usize>) -> (Vec<Shown>, Vec<String>) {
    let mut dropped: Vec<(usize, String)> = Vec::new();
    let mut places: Vec<usize> = (0..columns.len()).collect();
    while let Some(width) = width {
        let last = columns.iter().enumerate().max_by_key(|(_, column)| column.drop_order);
        let in_files_only = last.is_some_and(|(_, column)| column.drop_order == IN_FILES_ONLY);
        if !in_files_only && needed(&columns) <= width {
            break;
        }
        let Some((index, _)) = last.filter(|(_, column)| column.drop_order > 0) else { break };
        dropped.push((places.remove(index), columns.remove(index).heading));
    }
    dropped.sort_unstable();
    (columns, dropped.into_iter().map(|(_, heading)| heading).collect())
}

fn needed(columns: &[Shown]) -> usize {
    let widths = columns.iter().map(|column| if column.breaks { TEXT_WIDTH } else { column.width });
    widths.sum::<usize>() + GAP * columns.len().saturating_sub(1)
}

fn grid(columns: &[Shown], rows: usize, width: Option<usize>) -> String {
    let mut grid = Grid::new();
    grid.load_style(STYLE);
    let aligned = |text: &str, right: bool| {
        let side = if right { CellAlignment::Right } else { CellAlignment::Left };
        Written::new(text).set_alignment(side)
    };
    grid.set_header(columns.iter().map(|column| aligned(&column.heading, column.right)));
    for row in 0..rows {
        let texts = columns.iter().map(|column| (column.cells.get(row), column.right));
        grid.add_row(texts.map(|(text, right)| aligned(text.map_or("", String::as_str), right)));
    }
    let fits = width.is_none_or(|width| needed(columns) <= width);
    if let Some(width) = width {
        grid.set_content_arrangement(ContentArrangement::Dynamic);
        grid.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    }
    for (index, column) in columns.iter().enumerate() {
        let Some(written) = grid.column_mut(index) else { continue };
        let last = index + 1 == columns.len();
        written.set_padding((0, if last { 0 } else { 2 }));
        if fits && !column.breaks {
            written.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    grid.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn a_ranking_in_chinese() {
        insta::assert_snapshot!(table(&fixture::ranking(), Lang::Zh, None, None), @"
        图解比例排名，2022 年
        宁夏，3 个县
        省份：宁夏；年份：2022；指标：图解比例
        没有数据的列：下限

        代码    县      地市      数值  分子   分母  名次  变化  并列  百分位  说明
        ───────────────────────────────────────────────────────────────────────────────
        640324  同心县  吴忠市  92.31%    48     52     1    ▲1         100.0  —
        640323  =1+1    吴忠市   0.00%     0  3,500     2    ▼1  ✓        0.0  —
        640422  西吉县  固原市       —     —      0     —     —             —  分母为零

        共 50 份报告：使用 7 份；未计入 43 份（报告中没有所需数字 43）
        注：未指定年份，取最近一年
        来源：全国县级年报（china 2025.1）；gongkai 0.1.0
        ");
    }

    #[test]
    fn a_ranking_in_english_for_a_narrow_terminal() {
        insta::assert_snapshot!(table(&fixture::ranking(), Lang::En, Some(60), Some(2)), @"
        Ranking by graphic share, 2022
        Ningxia, 3 counties
        province: 宁夏; year: 2022; metric: graphic share
        Columns without data: ci low

        region   value  numerator  denominator  rank  note
        ──────────────────────────────────────────────────
        同心县  92.31%         48           52     1  —
        =1+1     0.00%          0        3,500     2  —

        The first 2 of 3 rows; for all of them use -o FILE.csv or
        --format csv
        Columns left out: region code, prefecture, rank change, tie,
        percentile; see them with --columns or -o FILE
        50 reports: 7 used; 43 left out (a figure is not in the
        report: 43)
        Note: no year given: the latest is taken
        Source: County reports of China (china 2025.1); gongkai
        0.1.0
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for answer in [fixture::ranking(), fixture::two_metrics(), fixture::findings()] {
            for lang in [Lang::Zh, Lang::En] {
                for width in 24..140 {
                    let text = table(&answer, lang, Some(width), None);
                    for line in text.lines() {
                        assert!(width_of(line) <= width, "{width}: {} {line:?}", width_of(line));
                    }
                }
            }
        }
    }

    #[test]
    fn chinese_columns_are_aligned() {
        let text = table(&fixture::ranking(), Lang::Zh, None, None);
        let ends: Vec<usize> = text
            .lines()
            .filter(|line| line.contains('%'))
            .map(|line| width_of(&line[..line.find('%').unwrap()]))
            .collect();
        assert_eq!(ends.len(), 2);
        assert_eq!(ends[0], ends[1], "{text}");
    }

    #[test]
    fn long_text_is_broken_and_figures_are_not() {
        let text = table(&fixture::findings(), Lang::Zh, Some(80), None);
        assert!(text.contains("36,410"), "{text}");
        insta::assert_snapshot!(text, @"
        图解比例排名，2022 年
        宁夏，3 个县

        县      规则    实际  说明
        ───────────────────────────────────────────────────────────────────────────
        同心县  E1    36,410  新收加结转应等于办理结果总计加结转下年度，但左边是
                              36,410，右边是 36,401，相差 9，请核对原报告第三部分。
        盐池县  E2        12  短

        共 50 份报告：使用 7 份；未计入 43 份（报告中没有所需数字 43）
        注：未指定年份，取最近一年
        来源：全国县级年报（china 2025.1）；gongkai 0.1.0
        ");
    }

    #[test]
    fn a_table_without_rows_says_so() {
        let mut answer = fixture::ranking();
        answer.tables[0].frame = answer.tables[0].frame.clear();
        assert!(table(&answer, Lang::Zh, Some(80), None).contains("（没有结果）"));
    }
}
