//! Help texts of commands and arguments. A test of the program checks that each argument has one in
//! both languages.

mod own;
mod shared;

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
pub const fn argument(command: &str, id: &str) -> Text {
    let own = own::argument(command, id);
    if own.zh.is_empty() { shared::argument(id) } else { own }
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
