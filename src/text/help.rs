//! Help texts of commands and arguments. A test of the program checks that each argument has one in
//! both languages.

use super::{Label, Text};

/// What a command is for; the program itself under the empty name.
pub const fn command(name: &str) -> Text {
    match name.as_bytes() {
        b"" => Text::new(
            "各县政府信息公开工作年度报告的多年比较：排名、趋势、办理结果、对比、图表",
            "Compares government-information-disclosure annual reports of many counties over many years",
        ),
        b"rank" => Text::new(
            "按指标排名：谁领先，谁变动，在哪个组内",
            "Rank reports by metrics: who leads, who moved, within what group",
        ),
        b"trend" => Text::new(
            "按年跟踪指标：各地或各组如何变化",
            "Follow metrics over the years, by region or by group",
        ),
        b"outcomes" => Text::new(
            "申请的办理结果：七类结果、事由、申请人",
            "How applications were resolved: outcomes, reasons, applicants",
        ),
        b"compare" => Text::new(
            "几个地区并列，与同级地区对比多项指标",
            "Regions side by side against their peers, on many metrics",
        ),
        b"index" => Text::new(
            "按评分方案（TOML）计算综合得分及其稳健性",
            "A composite score by a scoring scheme (TOML), and how much it owes to the scheme's choices",
        ),
        b"check" => Text::new(
            "勾稽核对：哪些数字互相矛盾，谁没有报告",
            "Check which figures contradict each other, and who has not reported",
        ),
        b"ingest" => Text::new(
            "把原始年度报告（网页、Word、PDF、文本、表格）读入数据集",
            "Read raw annual reports (pages, Word, PDF, text, workbooks) into a dataset",
        ),
        b"report" => Text::new(
            "一省、一市或全部数据的比较报告：一个网页，一个 Excel 文件",
            "A report on a province, a prefecture or everything: one page and one workbook",
        ),
        b"batch" => Text::new(
            "按计划（TOML）一次运行许多问题，并写出可重做的清单",
            "Run the many questions of a plan (TOML), with a manifest by which others run them again",
        ),
        b"reproduce" => Text::new(
            "按清单重做一批结果，逐字节比较并说明差异的原因",
            "Run again what a manifest lists, compare byte for byte, and say why a file differs",
        ),
        b"diff" => Text::new(
            "两个数据集（或两份清单）之间改变了什么：报告、数字、名次",
            "What changed between two datasets, or two manifests: reports, figures, ranks",
        ),
        b"export" => Text::new(
            "导出面板数据，供 R、Stata、Python 使用：CSV、Parquet、Excel、Stata，或带变量说明的数据包",
            "The panel for R, Stata and Python: CSV, Parquet, Excel, Stata, or a data package with its codebook",
        ),
        b"metrics" => Text::new("列出或说明指标", "List the metrics, or explain one"),
        b"fields" => Text::new("在字段字典中查找", "Search the field dictionary"),
        b"regions" => Text::new("查找地区及其代码", "Search regions and their codes"),
        _ => NONE,
    }
}

/// What stands below the options of a command.
pub const fn after(name: &str) -> Text {
    match name.as_bytes() {
        b"" => Text::new(
            "\n退出状态：0 正常；1 核对发现错误（check）；2 请求或数据有误；3 结果会误导，已拒绝；70 程序错误",
            "\nExit status: 0 fine; 1 errors found (check); 2 the request or the data is wrong; 3 the answer would mislead and was refused; 70 a bug",
        ),
        b"rank" => Text::new(
            "\n例：gongkai rank graphic_share --year 2022\n    gongkai rank disclosure_rate --years 2022..2024 --within province -o 'out/{province}-{year}.png'",
            "\nExamples: gongkai rank graphic_share --year 2022\n          gongkai rank disclosure_rate --years 2022..2024 --within province -o 'out/{province}-{year}.png'",
        ),
        b"batch" => Text::new(
            "\n例：gongkai batch 计划.toml --dry-run\n    gongkai batch 计划.toml -o 结果\n选项名与命令行相同；一次运行失败不影响其他，退出状态取最重的；中断后状态为 130",
            "\nExamples: gongkai batch plan.toml --dry-run\n          gongkai batch plan.toml -o results\nOptions are named as on the command line; a run that fails does not stop the others, and the exit status is the worst; 130 after an interrupt",
        ),
        b"diff" => Text::new(
            "\n例：gongkai diff 去年的数据 今年的数据 --show ranks\n    gongkai diff 结果1/manifest.json 结果2/manifest.json\n退出状态：0 没有差异，1 有差异",
            "\nExamples: gongkai diff old new --show ranks\n          gongkai diff one/manifest.json two/manifest.json\nExit status: 0 nothing differs, 1 something does",
        ),
        b"reproduce" => Text::new(
            "\n例：gongkai reproduce 结果/manifest.json\n退出状态：0 全部相同，1 有不同",
            "\nExample: gongkai reproduce results/manifest.json\nExit status: 0 all files are the same, 1 some are not",
        ),
        b"trend" => Text::new(
            "\n例：gongkai trend disclosure_rate --region 宿迁市 -o 公开率.png",
            "\nExample: gongkai trend disclosure_rate --region 宿迁市 -o rate.png",
        ),
        b"outcomes" => Text::new(
            "\n例：gongkai outcomes --region 宿迁市 --years 2023..2024 --reasons",
            "\nExample: gongkai outcomes --region 宿迁市 --years 2023..2024 --reasons",
        ),
        b"check" => Text::new(
            "\n例：gongkai check --year 2023\n    gongkai check --province 江苏省 -o 核对.xlsx -o 核对.png",
            "\nExamples: gongkai check --year 2023\n          gongkai check --province 江苏省 -o findings.xlsx -o findings.png",
        ),
        b"ingest" => Text::new(
            "\n例：gongkai ingest 年报/ -o 我的数据\n    gongkai ingest 年报.pdf --format json\n    gongkai check --data 我的数据",
            "\nExamples: gongkai ingest reports/ -o mydata\n          gongkai ingest report.pdf --format json\n          gongkai check --data mydata",
        ),
        b"report" => Text::new(
            "\n网页可离线打开，可打印成 A4；中英文可切换\n例：gongkai report --province 江苏省 --year 2023 -o 报告.html -o 报告.xlsx\n    gongkai report --data 我的数据 --years 2019..2024 -o 报告.html",
            "\nThe page opens offline, prints to A4 and is in both languages\nExamples: gongkai report --province 江苏省 --year 2023 -o report.html -o report.xlsx\n          gongkai report --data mydata --years 2019..2024 -o report.html",
        ),
        b"export" => Text::new(
            "\n缺省：全部年份、全部层级，常用指标和有数字的全部字段，每份报告一行\n例：gongkai export -o 面板/\n    gongkai export --metric disclosure_rate --field received_new,denied --years 2021.. --status -o 公开率.dta\n    gongkai export --long -o 长表.parquet",
            "\nBy default: all years and levels, the usual metrics and every field with a figure, a row a report\nExamples: gongkai export -o panel/\n          gongkai export --metric disclosure_rate --field received_new,denied --years 2021.. --status -o rate.dta\n          gongkai export --long -o long.parquet",
        ),
        b"index" => Text::new(
            "\n方案的写法见 examples/schemes 中的两例，各键有注释\n例：gongkai index examples/schemes/plain.toml --data datasets/foia --year 2024 --sensitivity\n    gongkai index examples/schemes/assessment.toml --year 2023 -o 得分.png",
            "\nHow a scheme is written: the two in examples/schemes, whose keys are explained\nExamples: gongkai index examples/schemes/plain.toml --data datasets/foia --year 2024 --sensitivity\n          gongkai index examples/schemes/assessment.toml --year 2023 -o scores.png",
        ),
        b"compare" => Text::new(
            "\n例：gongkai compare 同心县 --year 2022 -o 对比.png",
            "\nExample: gongkai compare 同心县 --year 2022 -o compare.png",
        ),
        _ => NONE,
    }
}

const NONE: Text = Text::new("", "");

/// What an argument of a command is for. Arguments of the same name in several commands share a text unless
/// one has its own.
#[expect(clippy::too_many_lines, reason = "a table, one line an argument")]
pub const fn argument(command: &str, id: &str) -> Text {
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
        (_, b"metric") => Text::new(
            "指标，可写几个；gongkai metrics 列出全部",
            "Metrics, one or more; gongkai metrics lists them",
        ),
        (_, b"lang") => {
            Text::new("语言：zh 或 en（也可设 GONGKAI_LANG）", "Language: zh or en (also from GONGKAI_LANG)")
        }
        (_, b"quiet") => Text::new("不在终端上显示说明", "No remarks on the terminal"),
        (_, b"help") => Text::new("显示本说明", "Print this help"),
        (_, b"version") => Text::new("显示版本", "Print the version"),
        (_, b"data") => Text::new(
            "数据集文件夹，或单个 .csv、.parquet 文件；缺省为内置数据",
            "Dataset folder, or a single .csv or .parquet file; the built-in data by default",
        ),
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
        (_, b"scheme") => Text::new(
            "评分方案：综合指数（[[indicator]]）或评分表（[[item]]）",
            "The scoring scheme: a composite ([[indicator]]) or a sheet of points ([[item]])",
        ),
        (_, b"sensitivity") => Text::new(
            "权重（分值）、标准化、合成方法和指标（项目）另作选择时的名次（5%、50%、95%），逐一剔除指标（项目），各项选择的影响",
            "Ranks had weights, normalisation, aggregation and indicators (or items) been chosen otherwise (5, 50, 95 %), the effect of leaving out each indicator (or item), the influence of each choice",
        ),
        (b"index", b"draws") => {
            Text::new("模拟次数（缺省 1000）", "Draws of the simulation (1,000 by default)")
        }
        (b"index", b"output") => Text::new(
            "写入文件，按后缀定格式：.csv .xlsx .parquet .dta .json .md .png .svg .pdf；可重复；名称中可用 {province} {prefecture} {region} {year} {class} 分文件",
            "Write to a file, the format by its ending: .csv .xlsx .parquet .dta .json .md .png .svg .pdf; repeatable; {province} {prefecture} {region} {year} {class} in the name give a file a group",
        ),
        (_, b"template") => Text::new(
            "不读文件，写出空白填报表：xlsx（-o 指定文件名，--year 选表式，--region 预填地区）",
            "Read nothing and write the blank form to fill in: xlsx (-o names the file, --year chooses the form, --region fills in the region)",
        ),
        (_, b"summary") => Text::new(
            "读取情况写入文件：.xlsx .csv .json .md .parquet .dta；可重复",
            "Write the summary to a file: .xlsx .csv .json .md .parquet .dta; repeatable",
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
        (_, b"max_size") => {
            Text::new("文件大小上限，单位 MB（缺省 50）", "Largest file that is read, in MB (50 by default)")
        }
        (_, b"replace") => Text::new(
            "数字与已有的同一份报告不同时，用新读的替换",
            "Put a report in the place of one that has other figures",
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
        (_, b"lenient") => Text::new(
            "宽松（缺省）：已录入的表中空格按 0 计",
            "Lenient (default): blanks of a table that was read count as 0",
        ),
        (_, b"rule") => Text::new(
            "只用这些规则，如 E1,E5；--explain 列出全部",
            "Only these rules, as E1,E5; --explain lists them",
        ),
        (_, b"severity") => Text::new(
            "列到哪一级：error 错误、warning 疑点、info 提示（缺省，全部）",
            "Lightest to list: error, warning, or info (default, all)",
        ),
        (_, b"thresholds") => {
            Text::new("W3—W5 的阈值文件（TOML）", "A file of thresholds for W3 to W5 (TOML)")
        }
        (_, b"explain") => Text::new("列出各条规则及其含义", "List the rules and what they mean"),
        (b"trend" | b"outcomes" | b"export", b"region") => {
            Text::new("只取这些地区（名称或代码，可重复）", "Only these regions (name or code, repeatable)")
        }
        (_, b"year") => {
            Text::new("一个年份；缺省为最近有数字的一年", "One year; the latest with figures by default")
        }
        (_, b"years") => Text::new(
            "若干年份：2019..2025、2019..、.. 为全部",
            "Several years: 2019..2025, 2019.., .. for all",
        ),
        (_, b"region") => Text::new(
            "只显示这些地区（名称或代码，可重复）；名次仍在全组内计算",
            "Show only these regions (name or code, repeatable); ranks are still formed in the whole group",
        ),
        (_, b"regions") => Text::new("要对比的地区，名称或代码", "The regions to compare, by name or code"),
        (_, b"province") => {
            Text::new("只取这些省份的报告（可重复）", "Only reports of these provinces (repeatable)")
        }
        (_, b"prefecture") => {
            Text::new("只取这些地级市的报告（可重复）", "Only reports of these prefectures (repeatable)")
        }
        (_, b"level") => Text::new(
            "层级：county、prefecture、province；缺省为县级",
            "Level: county, prefecture, province; counties by default",
        ),
        (_, b"scope") => Text::new(
            "统计口径：region 全地区（缺省）或 office 办公室本级，二者不混",
            "Scope of the figures: region (default) or office; never mixed",
        ),
        (_, b"plan") => Text::new("计划文件（TOML）", "The plan (TOML)"),
        (b"batch", b"output") => Text::new("写入这个文件夹", "Write into this folder"),
        (_, b"dry_run") => {
            Text::new("只列出将要运行什么，不写文件", "List what would run, and write nothing")
        }
        (b"batch", b"format") => Text::new(
            "清单的格式：table（缺省）、csv、json、md",
            "Format of that list: table (default), csv, json, md",
        ),
        (_, b"only") => Text::new(
            "只运行这些（可重复；末尾的 * 代表任意文字），其余已完成且未变的照旧",
            "Run only these (repeatable; a * at the end stands for any text); others that are done and unchanged stay",
        ),
        (_, b"resume") => Text::new(
            "跳过已完成且输入、选项、程序都未变的运行（按哈希判断）",
            "Skip the runs that are whole and whose inputs, options and program did not change (by hash)",
        ),
        (_, b"fail_fast") => Text::new("有一次失败即停止", "Stop at the first run that fails"),
        (_, b"jobs") => Text::new(
            "同时运行几个（缺省为处理器数）；结果与此无关",
            "How many to run at once (the number of processors by default); the results do not depend on it",
        ),
        (_, b"manifest") => Text::new("batch 写出的 manifest.json", "The manifest.json that batch wrote"),
        (_, b"base") => Text::new(
            "计划中的路径从哪个文件夹算起（缺省如清单所记）",
            "The folder in which the plan's paths begin (by default as the manifest has it)",
        ),
        (_, b"keep") => {
            Text::new("把重做的文件留在这个文件夹", "Keep the files that are made again in this folder")
        }
        (_, b"before") => Text::new(
            "原来的数据集（文件夹或文件）或清单",
            "The dataset (folder or file) or manifest of before",
        ),
        (_, b"after") => Text::new("现在的数据集或清单", "The dataset or manifest of after"),
        (_, b"show") => Text::new(
            "先列哪个表：figures 数字（缺省）、reports 报告、ranks 名次；.xlsx 和 .json 总有全部",
            "Which table comes first: figures (default), reports, ranks; .xlsx and .json have all of them",
        ),
        (b"diff", b"output") => Text::new(
            "把差异写入 .csv .xlsx .parquet .json .md",
            "Write the differences to .csv .xlsx .parquet .json .md",
        ),
        (b"reproduce", b"output") => Text::new(
            "把逐个文件的比较写入 .csv .xlsx .parquet .json .md",
            "Write the comparison of all files to .csv .xlsx .parquet .json .md",
        ),
        (_, b"metrics") => {
            Text::new("自定义指标文件（TOML，可重复）", "File with metrics of your own (TOML, repeatable)")
        }
        (_, b"strict") => {
            Text::new("遇到字典以外的列即报错", "Refuse columns that the field dictionary does not have")
        }
        (_, b"within") => Text::new(
            "名次和基准在哪个组内计算：all（缺省）、province、prefecture、kind（县、区、市、旗各为一组，按名称末字）",
            "Group for ranks and benchmarks: all (default), province, prefecture, kind (县, 区, 市, 旗 by the end of the name)",
        ),
        (_, b"min_n") => Text::new(
            "分母低于此数的比率不参与（会说明）",
            "Rates with a smaller denominator do not take part, and that is said",
        ),
        (_, b"rank_ci") => Text::new(
            "名次的 95% 置信集：simultaneous 全部同时成立（缺省，用于公布名单）、marginal 各自成立；只用于比率",
            "95% confidence sets of the ranks: simultaneous for all at once (default, for a published list) or marginal for each alone; shares only",
        ),
        (_, b"tiers") => Text::new(
            "分档：同档各地区与档首无法区分",
            "Tiers of regions that cannot be told apart from the first of the tier",
        ),
        (_, b"seed") => Text::new("模拟的种子（缺省 1）", "Seed of the simulation (1 by default)"),
        (_, b"draws") => Text::new(
            "模拟次数（缺省：500 个以内 20000 次，更多则 2000 次）",
            "Draws of the simulation (by default 20,000 for up to 500 reports, else 2,000)",
        ),
        (_, b"limits") => Text::new(
            "围绕基准的控制限：exact 二项精确（缺省）、normal 正态近似；计入过度离散的 dl、pm、reml、unweighted",
            "Limits about the benchmark: exact binomial (default), normal; with overdispersion dl, pm, reml, unweighted",
        ),
        (_, b"method") => Text::new(
            "说明一种统计方法，如 wilson；不写名称则列出全部",
            "Explain a statistical method, such as wilson; lists them all without a name",
        ),
        (_, b"alerts") => Text::new(
            "只列差于基准（控制限以外）且近五年在变差的地区",
            "Only the regions beyond the limits on the bad side that got worse over the last five years",
        ),
        (_, b"change") => Text::new(
            "与上年相比的变化：差、Newcombe 95% 区间、双比例 z 检验的 p 值（按参评数 BH 校正）和判断",
            "Change against the year before: difference, Newcombe 95% interval, p of the two-proportion z test (adjusted for the number of regions) and a verdict",
        ),
        (_, b"spread") => Text::new(
            "各年地区差距：基尼系数、泰尔指数（省间与省内；--spread=prefecture 按市）、P90/P10、HHI",
            "Inequality between regions by year: Gini, Theil between and within provinces (--spread=prefecture for prefectures), P90/P10, HHI",
        ),
        (_, b"shrink") => Text::new(
            "经验贝叶斯收缩后的数值和名次，件数少的向合并值靠拢",
            "Values and ranks after empirical Bayes shrinkage towards the pooled value",
        ),
        (_, b"top") => Text::new("每组只列前 N 名", "Only the first N of each group"),
        (_, b"bottom") => Text::new("每组只列后 N 名", "Only the last N of each group"),
        (_, b"wide") => Text::new("几个指标并排，每份报告一行", "Metrics side by side, one row a report"),
        (_, b"by") => Text::new(
            "一行代表什么：region（缺省）、prefecture、province、all",
            "What a row stands for: region (default), prefecture, province, all",
        ),
        (_, b"marker") => Text::new(
            "近期趋势：最近连续五年的上升、下降或无显著变化（英国 Fingertips 方法）",
            "Recent trend over the last five years: increasing, decreasing or no significant change (as Fingertips does)",
        ),
        (_, b"series") => {
            Text::new("列出逐年数值，而不是趋势摘要", "Give the values by year instead of the summary")
        }
        (_, b"reasons") => Text::new("每类结果再按事由细分", "Break each outcome down into its reasons"),
        (_, b"intervals") => Text::new(
            "占比的 95% 区间：goodman 各类同时成立（缺省）、wilson 各自成立",
            "95% intervals of the shares: goodman for all outcomes at once (default), wilson for each alone",
        ),
        (b"compare", b"peers") => Text::new(
            "与谁比：all（缺省）、province、prefecture、kind（同为县、区、市或旗）、population（人口最接近的 10 个，population:5 为 5 个）",
            "Compared with whom: all (default), province, prefecture, kind (县, 区, 市 or 旗), population (the 10 nearest; population:5 for 5)",
        ),
        (b"outcomes", b"peers") => Text::new(
            "各地构成与同类合计相差多少，最不像的在前：all、province、prefecture、kind（同为县、区、市或旗）、population（人口最接近的 10 个，population:5 为 5 个）",
            "How far each structure is from its peers' together, the most unlike first: all, province, prefecture, kind (县, 区, 市 or 旗), population (the 10 nearest; population:5 for 5)",
        ),
        (_, b"applicants") => Text::new("再按申请人类别细分", "Also by applicant"),
        (_, b"output") => Text::new(
            "写入文件，按后缀定格式：.csv .xlsx .parquet .dta .json .md .png .svg .pdf；可重复；名称中可用 {province} {prefecture} {region} {year} {metric} 分文件",
            "Write to a file, the format by its ending: .csv .xlsx .parquet .dta .json .md .png .svg .pdf; repeatable; {province} {prefecture} {region} {year} {metric} in the name give a file a group",
        ),
        (_, b"format") => Text::new(
            "标准输出的格式：table（缺省）、csv、json、md",
            "Format on stdout: table (default), csv, json, md",
        ),
        (_, b"columns") => Text::new(
            "只要这些列，按此顺序，用逗号分隔",
            "Only these columns, in this order, separated by commas",
        ),
        (_, b"excel_bom") => Text::new(
            "CSV 开头加 BOM，便于 Excel 直接打开",
            "Begin CSV files with a byte-order mark, for Excel",
        ),
        (_, b"all_rows") => {
            Text::new("终端上列出全部行，不只前 50 行", "All rows on the terminal, not just the first 50")
        }
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
        (_, b"chart") => Text::new(
            "图种：heatmap（缺省）、heatmap-years、coverage",
            "Chart: heatmap (default), heatmap-years, coverage",
        ),
        (_, b"highlight") => {
            Text::new("图中突出这些地区（可重复）", "Emphasise these regions in the chart (repeatable)")
        }
        (_, b"size") => Text::new(
            "图的大小：1600x2000（像素）、16x20cm、A4、A4-landscape；只写宽度则高度自定：16cm、1200px",
            "Size of the chart: 1600x2000 (pixels), 16x20cm, A4, A4-landscape; a width alone has its height fitted: 16cm, 1200px",
        ),
        (_, b"scale") => Text::new(
            "PNG 像素的倍数，如 2；版面不变，印刷更清晰",
            "Multiplies the pixels of a PNG, as 2: the same layout, sharper in print",
        ),
        (_, b"theme") => Text::new(
            "配色：print 印刷（缺省，灰度打印可辨）、screen 屏幕、dark 深色",
            "Colours: print (default, readable in grey), screen, dark",
        ),
        (_, b"id") => Text::new("要说明的指标", "The metric to explain"),
        (_, b"word") => Text::new("要查找的词", "Words to look for"),
        _ => NONE,
    }
}

/// What an option's value must look like, for values that are no plain choice.
pub fn expected(argument: &str) -> Option<Label> {
    let text = |zh: &str, en: &str| Some(Label::new(zh, en));
    match argument.split_whitespace().next()? {
        "--years" => text(
            "写作 2019..2025（先早后晚）、2019..、..2021 或 ..",
            "write 2019..2025 (the earlier year first), 2019.., ..2021 or ..",
        ),
        "--year" => text(
            "写作四位年份，如 2022；多年用 --years",
            "write a year such as 2022; several years with --years",
        ),
        "--peers" => text(
            "写作 all、province、prefecture、kind、population 或 population:个数",
            "write all, province, prefecture, kind, population or population:NUMBER",
        ),
        "--size" => text(
            "写作 1600x2000、16x20cm、16cm、1200px、A4 或 A4-landscape；每边 200 至 20000 像素",
            "write 1600x2000, 16x20cm, 16cm, 1200px, A4 or A4-landscape; 200 to 20,000 pixels a side",
        ),
        "--scale" => text("应为 0.1 至 10 之间的数，如 2", "must be a number from 0.1 to 10, such as 2"),
        "--top" | "--bottom" | "--min-n" | "--max-size" => {
            text("应为非负整数", "must be a whole number, not negative")
        }
        _ => None,
    }
}
