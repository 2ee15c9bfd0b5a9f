//! Arguments that mean something else for one command than for the others, or that it alone has.

use super::{NONE, Text};

/// What an argument of a command is for; nothing where it is the same for all.
#[expect(clippy::too_many_lines, reason = "a table, one entry an argument")]
pub(super) const fn argument(command: &str, id: &str) -> Text {
    match (command.as_bytes(), id.as_bytes()) {
        (b"compare" | b"report", b"metric") => Text::new(
            "只用这些指标，用逗号分隔；缺省为常用指标",
            "Only these metrics, separated by commas; the usual ones by default",
        ),
        (b"diff", b"year") => Text::new("一个年份；缺省为全部", "One year; all by default"),
        (b"diff", b"years") => Text::new(
            "若干年份：2019..2025、2019..；缺省为全部",
            "Several years: 2019..2025, 2019..; all by default",
        ),
        (b"diff", b"metric") => Text::new(
            "比较哪些指标的名次，用逗号分隔；缺省为主要指标",
            "Metrics whose ranks are compared, separated by commas; the main ones by default",
        ),
        (b"diff", b"region") => {
            Text::new("只看这些地区（名称或代码，可重复）", "Only these regions (name or code, repeatable)")
        }
        (b"diff", b"level") => Text::new(
            "层级：county、prefecture、province；缺省为全部（名次为县级）",
            "Level: county, prefecture, province; all by default (ranks: counties)",
        ),
        (b"export", b"metric") => Text::new(
            "只要这些指标，用逗号分隔（比率连同分子、分母）；与 --field 都不写时为常用指标和全部字段",
            "Only these metrics, separated by commas (rates with numerator and denominator); without it and --field the usual ones and all fields",
        ),
        (b"export", b"field") => Text::new(
            "只要这些字段，用逗号分隔；gongkai fields 列出全部，population 等为 regions.csv 的数字列",
            "Only these fields, separated by commas; gongkai fields lists them, population and the like are columns of regions.csv",
        ),
        (b"export", b"long") => Text::new(
            "每个数字一行（项目、数值、单位、状态、是否可比），而不是每份报告一行",
            "A row a figure (item, value, unit, status, comparability) instead of a row a report",
        ),
        (b"export", b"status") => Text::new(
            "每个数字加一列 _status：数值的来历，或没有数值的原因（长表总有）",
            "A column _status beside each figure: how it came, or why there is none (a long table always has it)",
        ),
        (b"export", b"output") => Text::new(
            "写成文件：.csv .parquet .xlsx .dta .json .md；或文件夹（无后缀或以 / 结尾）：数据包，含 CSV、Parquet、Stata 文件、变量说明、Stata 和 R 脚本、引用方式；可重复",
            "Write a file: .csv .parquet .xlsx .dta .json .md; or a folder (no ending, or a / at the end): a data package with CSV, Parquet, a Stata file, codebook, scripts for Stata and R, and how to cite; repeatable",
        ),
        (b"export", b"excel_bom") => Text::new(
            "-o 文件.csv 开头加 BOM，便于 Excel 直接打开（数据包不加）",
            "Begin -o FILE.csv with a byte-order mark, for Excel (packages have none)",
        ),
        (b"export", b"format") => {
            Text::new("写到标准输出：csv、json、md、table", "Print to stdout: csv, json, md or table")
        }
        (b"trend" | b"export", b"year") => {
            Text::new("只取一个年份；缺省为全部年份", "One year only; all years by default")
        }
        (b"ingest", b"paths") => Text::new(
            "报告文件或文件夹（连同其中各级文件夹）：txt、html、docx、pdf、xlsx、csv",
            "Reports, or folders with everything below them: txt, html, docx, pdf, xlsx, csv",
        ),
        (b"ingest", b"output") => Text::new(
            "写入的数据集文件夹，没有则新建；不写 -o 时只读取并显示，不写文件",
            "Dataset folder to write into, made if it is not there; without it nothing is written",
        ),
        (b"index", b"draws") => {
            Text::new("模拟次数（缺省 1000）", "Draws of the simulation (1,000 by default)")
        }
        (b"index", b"output") => Text::new(
            "写入文件，按后缀定格式：.csv .xlsx .parquet .dta .json .md .png .svg .pdf；可重复；名称中可用 {province} {prefecture} {region} {year} {class} 分文件",
            "Write to a file, the format by its ending: .csv .xlsx .parquet .dta .json .md .png .svg .pdf; repeatable; {province} {prefecture} {region} {year} {class} in the name give a file a group",
        ),
        (b"ingest", b"regions") => Text::new(
            "地区表（同 regions.csv）；缺省用数据集自己的，其次用内置的",
            "List of regions (as regions.csv); the dataset's own or the built-in one by default",
        ),
        (b"ingest", b"region") => Text::new(
            "所读文件都是该地区的报告（名称或代码），不看文中所写",
            "All files are reports of this region (name or code), whatever they say",
        ),
        (b"ingest", b"province") => Text::new(
            "地区只在这些省份中找（同名时用）",
            "Look for regions in these provinces only (where names are shared)",
        ),
        (b"ingest", b"prefecture") => Text::new(
            "地区只在这些地级市中找（同名时用）",
            "Look for regions in these prefectures only (where names are shared)",
        ),
        (b"ingest", b"year") => Text::new(
            "所读文件都是该年度的报告，不看文中所写",
            "All files are reports of this year, whatever they say",
        ),
        (b"ingest", b"scope") => Text::new(
            "所读文件的统计口径：region 全地区、office 本级；缺省按文中所写",
            "Scope of all files: region or office; as they say by default",
        ),
        (b"report", b"year") => Text::new(
            "排名的年份，其前各年用于历年变化；缺省为最近有报告的一年",
            "Year of the rankings, with the years before it for the trends; the latest by default",
        ),
        (b"report", b"years") => Text::new(
            "年份范围，最后一年用于排名：2019..2025、2019..",
            "Range of years, the last for the rankings: 2019..2025, 2019..",
        ),
        (b"report", b"region") => Text::new(
            "只为这些地区写单独一节（名称或代码，可重复）；缺省为每个地区",
            "A section of their own for these regions only (name or code, repeatable); all by default",
        ),
        (b"report", b"output") => Text::new(
            "写入文件：.html 网页或 .xlsx 工作簿；可重复",
            "File to write: .html for the page, .xlsx for the workbook; repeatable",
        ),
        (b"check", b"year") => {
            Text::new("只核对一个年份；缺省为全部年份", "One year only; all years by default")
        }
        (b"check", b"region") => {
            Text::new("只核对这些地区（名称或代码，可重复）", "Only these regions (name or code, repeatable)")
        }
        (b"check" | b"export", b"level") => Text::new(
            "层级：county、prefecture、province；缺省为全部",
            "Level: county, prefecture, province; all by default",
        ),
        (b"check", b"strict") => Text::new(
            "严格：有空格的不核对；数据中有未知列即报错",
            "Strict: what has blanks is not assessed; unknown columns are errors",
        ),
        (b"trend" | b"outcomes" | b"export", b"region") => {
            Text::new("只取这些地区（名称或代码，可重复）", "Only these regions (name or code, repeatable)")
        }
        (b"batch", b"output") => Text::new("写入这个文件夹", "Write into this folder"),
        (b"batch", b"format") => Text::new(
            "清单的格式：table（缺省）、csv、json、md",
            "Format of that list: table (default), csv, json, md",
        ),
        (b"diff", b"output") => Text::new(
            "把差异写入 .csv .xlsx .parquet .json .md",
            "Write the differences to .csv .xlsx .parquet .json .md",
        ),
        (b"reproduce", b"output") => Text::new(
            "把逐个文件的比较写入 .csv .xlsx .parquet .json .md",
            "Write the comparison of all files to .csv .xlsx .parquet .json .md",
        ),
        (b"compare", b"peers") => Text::new(
            "与谁比：all（缺省）、province、prefecture、kind（同为县、区、市或旗）、population（人口最接近的 10 个，population:5 为 5 个）",
            "Compared with whom: all (default), province, prefecture, kind (县, 区, 市 or 旗), population (the 10 nearest; population:5 for 5)",
        ),
        (b"outcomes", b"peers") => Text::new(
            "各地构成与同类合计相差多少，最不像的在前：all、province、prefecture、kind（同为县、区、市或旗）、population（人口最接近的 10 个，population:5 为 5 个）",
            "How far each structure is from its peers' together, the most unlike first: all, province, prefecture, kind (县, 区, 市 or 旗), population (the 10 nearest; population:5 for 5)",
        ),
        (b"rank", b"chart") => Text::new(
            "图种：bars（缺省）、dot（不从零起）、funnel、rank-range、lorenz、box（按省或市的分布）、scatter（两项指标）；多个年份：bump（名次）、slope（首末两年）",
            "Chart: bars (default), dot (no zero base), funnel, rank-range, lorenz, box (spread by province or prefecture), scatter (two metrics); over years bump (ranks) and slope (first and last)",
        ),
        (b"trend", b"chart") => Text::new(
            "图种：lines（缺省）、small-multiples、heatmap、slope（首末两年）",
            "Chart: lines (default), small-multiples, heatmap, slope (first and last year)",
        ),
        (b"outcomes", b"chart") => {
            Text::new("图种：stack（缺省）、diverging、area", "Chart: stack (default), diverging, area")
        }
        (b"compare", b"chart") => Text::new("图种：dots（缺省）、heatmap", "Chart: dots (default), heatmap"),
        (b"index", b"chart") => {
            Text::new("图种：components（缺省）、rank-range", "Chart: components (default), rank-range")
        }
        _ => NONE,
    }
}
