//! Arguments that are the same for every command that has them.

use super::{NONE, Text};

/// What an argument is for.
#[expect(clippy::too_many_lines, reason = "a table, one entry an argument")]
pub(super) const fn argument(id: &str) -> Text {
    match id.as_bytes() {
        b"metric" => Text::new(
            "指标，可写几个；gongkai metrics 列出全部",
            "Metrics, one or more; gongkai metrics lists them",
        ),
        b"lang" => {
            Text::new("语言：zh 或 en（也可设 GONGKAI_LANG）", "Language: zh or en (also from GONGKAI_LANG)")
        }
        b"quiet" => Text::new("不在终端上显示说明", "No remarks on the terminal"),
        b"help" => Text::new("显示本说明", "Print this help"),
        b"version" => Text::new("显示版本", "Print the version"),
        b"data" => Text::new(
            "数据集文件夹，或单个 .csv、.parquet 文件；缺省为内置数据",
            "Dataset folder, or a single .csv or .parquet file; the built-in data by default",
        ),
        b"scheme" => Text::new(
            "评分方案：综合指数（[[indicator]]）或评分表（[[item]]）",
            "The scoring scheme: a composite ([[indicator]]) or a sheet of points ([[item]])",
        ),
        b"sensitivity" => Text::new(
            "权重（分值）、标准化、合成方法和指标（项目）另作选择时的名次（5%、50%、95%），逐一剔除指标（项目），各项选择的影响",
            "Ranks had weights, normalisation, aggregation and indicators (or items) been chosen otherwise (5, 50, 95 %), the effect of leaving out each indicator (or item), the influence of each choice",
        ),
        b"template" => Text::new(
            "不读文件，写出空白填报表：xlsx（-o 指定文件名，--year 选表式，--region 预填地区）",
            "Read nothing and write the blank form to fill in: xlsx (-o names the file, --year chooses the form, --region fills in the region)",
        ),
        b"summary" => Text::new(
            "读取情况写入文件：.xlsx .csv .json .md .parquet .dta；可重复",
            "Write the summary to a file: .xlsx .csv .json .md .parquet .dta; repeatable",
        ),
        b"max_size" => {
            Text::new("文件大小上限，单位 MB（缺省 50）", "Largest file that is read, in MB (50 by default)")
        }
        b"replace" => Text::new(
            "数字与已有的同一份报告不同时，用新读的替换",
            "Put a report in the place of one that has other figures",
        ),
        b"lenient" => Text::new(
            "宽松（缺省）：已录入的表中空格按 0 计",
            "Lenient (default): blanks of a table that was read count as 0",
        ),
        b"rule" => Text::new(
            "只用这些规则，如 E1,E5；--explain 列出全部",
            "Only these rules, as E1,E5; --explain lists them",
        ),
        b"severity" => Text::new(
            "列到哪一级：error 错误、warning 疑点、info 提示（缺省，全部）",
            "Lightest to list: error, warning, or info (default, all)",
        ),
        b"thresholds" => Text::new("W3—W5 的阈值文件（TOML）", "A file of thresholds for W3 to W5 (TOML)"),
        b"explain" => Text::new("列出各条规则及其含义", "List the rules and what they mean"),
        b"year" => {
            Text::new("一个年份；缺省为最近有数字的一年", "One year; the latest with figures by default")
        }
        b"years" => Text::new(
            "若干年份：2019..2025、2019..、.. 为全部",
            "Several years: 2019..2025, 2019.., .. for all",
        ),
        b"region" => Text::new(
            "只显示这些地区（名称或代码，可重复）；名次仍在全组内计算",
            "Show only these regions (name or code, repeatable); ranks are still formed in the whole group",
        ),
        b"regions" => Text::new("要对比的地区，名称或代码", "The regions to compare, by name or code"),
        b"province" => {
            Text::new("只取这些省份的报告（可重复）", "Only reports of these provinces (repeatable)")
        }
        b"prefecture" => {
            Text::new("只取这些地级市的报告（可重复）", "Only reports of these prefectures (repeatable)")
        }
        b"level" => Text::new(
            "层级：county、prefecture、province；缺省为县级",
            "Level: county, prefecture, province; counties by default",
        ),
        b"scope" => Text::new(
            "统计口径：region 全地区（缺省）或 office 办公室本级，二者不混",
            "Scope of the figures: region (default) or office; never mixed",
        ),
        b"plan" => Text::new("计划文件（TOML）", "The plan (TOML)"),
        b"dry_run" => Text::new("只列出将要运行什么，不写文件", "List what would run, and write nothing"),
        b"only" => Text::new(
            "只运行这些（可重复；末尾的 * 代表任意文字），其余已完成且未变的照旧",
            "Run only these (repeatable; a * at the end stands for any text); others that are done and unchanged stay",
        ),
        b"resume" => Text::new(
            "跳过已完成且输入、选项、程序都未变的运行（按哈希判断）",
            "Skip the runs that are whole and whose inputs, options and program did not change (by hash)",
        ),
        b"fail_fast" => Text::new("有一次失败即停止", "Stop at the first run that fails"),
        b"jobs" => Text::new(
            "同时运行几个（缺省为处理器数）；结果与此无关",
            "How many to run at once (the number of processors by default); the results do not depend on it",
        ),
        b"manifest" => Text::new("batch 写出的 manifest.json", "The manifest.json that batch wrote"),
        b"base" => Text::new(
            "计划中的路径从哪个文件夹算起（缺省如清单所记）",
            "The folder in which the plan's paths begin (by default as the manifest has it)",
        ),
        b"keep" => {
            Text::new("把重做的文件留在这个文件夹", "Keep the files that are made again in this folder")
        }
        b"before" => Text::new(
            "原来的数据集（文件夹或文件）或清单",
            "The dataset (folder or file) or manifest of before",
        ),
        b"after" => Text::new("现在的数据集或清单", "The dataset or manifest of after"),
        b"show" => Text::new(
            "先列哪个表：figures 数字（缺省）、reports 报告、ranks 名次；.xlsx 和 .json 总有全部",
            "Which table comes first: figures (default), reports, ranks; .xlsx and .json have all of them",
        ),
        b"metrics" => {
            Text::new("自定义指标文件（TOML，可重复）", "File with metrics of your own (TOML, repeatable)")
        }
        b"strict" => {
            Text::new("遇到字典以外的列即报错", "Refuse columns that the field dictionary does not have")
        }
        b"within" => Text::new(
            "名次和基准在哪个组内计算：all（缺省）、province、prefecture、kind（县、区、市、旗各为一组，按名称末字）",
            "Group for ranks and benchmarks: all (default), province, prefecture, kind (县, 区, 市, 旗 by the end of the name)",
        ),
        b"min_n" => Text::new(
            "分母低于此数的比率不参与（会说明）",
            "Rates with a smaller denominator do not take part, and that is said",
        ),
        b"rank_ci" => Text::new(
            "名次的 95% 置信集：simultaneous 全部同时成立（缺省，用于公布名单）、marginal 各自成立；只用于比率",
            "95% confidence sets of the ranks: simultaneous for all at once (default, for a published list) or marginal for each alone; shares only",
        ),
        b"tiers" => Text::new(
            "分档：同档各地区与档首无法区分",
            "Tiers of regions that cannot be told apart from the first of the tier",
        ),
        b"seed" => Text::new("模拟的种子（缺省 1）", "Seed of the simulation (1 by default)"),
        b"draws" => Text::new(
            "模拟次数（缺省：500 个以内 20000 次，更多则 2000 次）",
            "Draws of the simulation (by default 20,000 for up to 500 reports, else 2,000)",
        ),
        b"limits" => Text::new(
            "围绕基准的控制限：exact 二项精确（缺省）、normal 正态近似；计入过度离散的 dl、pm、reml、unweighted",
            "Limits about the benchmark: exact binomial (default), normal; with overdispersion dl, pm, reml, unweighted",
        ),
        b"method" => Text::new(
            "说明一种统计方法，如 wilson；不写名称则列出全部",
            "Explain a statistical method, such as wilson; lists them all without a name",
        ),
        b"alerts" => Text::new(
            "只列差于基准（控制限以外）且近五年在变差的地区",
            "Only the regions beyond the limits on the bad side that got worse over the last five years",
        ),
        b"change" => Text::new(
            "与上年相比的变化：差、Newcombe 95% 区间、双比例 z 检验的 p 值（按参评数 BH 校正）和判断",
            "Change against the year before: difference, Newcombe 95% interval, p of the two-proportion z test (adjusted for the number of regions) and a verdict",
        ),
        b"spread" => Text::new(
            "各年地区差距：基尼系数、泰尔指数（省间与省内；--spread=prefecture 按市）、P90/P10、HHI",
            "Inequality between regions by year: Gini, Theil between and within provinces (--spread=prefecture for prefectures), P90/P10, HHI",
        ),
        b"shrink" => Text::new(
            "经验贝叶斯收缩后的数值和名次，件数少的向合并值靠拢",
            "Values and ranks after empirical Bayes shrinkage towards the pooled value",
        ),
        b"top" => Text::new("每组只列前 N 名", "Only the first N of each group"),
        b"bottom" => Text::new("每组只列后 N 名", "Only the last N of each group"),
        b"wide" => Text::new("几个指标并排，每份报告一行", "Metrics side by side, one row a report"),
        b"by" => Text::new(
            "一行代表什么：region（缺省）、prefecture、province、all",
            "What a row stands for: region (default), prefecture, province, all",
        ),
        b"marker" => Text::new(
            "近期趋势：最近连续五年的上升、下降或无显著变化（英国 Fingertips 方法）",
            "Recent trend over the last five years: increasing, decreasing or no significant change (as Fingertips does)",
        ),
        b"series" => {
            Text::new("列出逐年数值，而不是趋势摘要", "Give the values by year instead of the summary")
        }
        b"reasons" => Text::new("每类结果再按事由细分", "Break each outcome down into its reasons"),
        b"intervals" => Text::new(
            "占比的 95% 区间：goodman 各类同时成立（缺省）、wilson 各自成立",
            "95% intervals of the shares: goodman for all outcomes at once (default), wilson for each alone",
        ),
        b"applicants" => Text::new("再按申请人类别细分", "Also by applicant"),
        b"output" => Text::new(
            "写入文件，按后缀定格式：.csv .xlsx .parquet .dta .json .md .png .svg .pdf；可重复；名称中可用 {province} {prefecture} {region} {year} {metric} 分文件",
            "Write to a file, the format by its ending: .csv .xlsx .parquet .dta .json .md .png .svg .pdf; repeatable; {province} {prefecture} {region} {year} {metric} in the name give a file a group",
        ),
        b"format" => Text::new(
            "标准输出的格式：table（缺省）、csv、json、md",
            "Format on stdout: table (default), csv, json, md",
        ),
        b"columns" => Text::new(
            "只要这些列，按此顺序，用逗号分隔",
            "Only these columns, in this order, separated by commas",
        ),
        b"excel_bom" => Text::new(
            "CSV 开头加 BOM，便于 Excel 直接打开",
            "Begin CSV files with a byte-order mark, for Excel",
        ),
        b"all_rows" => {
            Text::new("终端上列出全部行，不只前 50 行", "All rows on the terminal, not just the first 50")
        }
        b"chart" => Text::new(
            "图种：heatmap（缺省）、heatmap-years、coverage",
            "Chart: heatmap (default), heatmap-years, coverage",
        ),
        b"highlight" => {
            Text::new("图中突出这些地区（可重复）", "Emphasise these regions in the chart (repeatable)")
        }
        b"size" => Text::new(
            "图的大小：1600x2000（像素）、16x20cm、A4、A4-landscape；只写宽度则高度自定：16cm、1200px",
            "Size of the chart: 1600x2000 (pixels), 16x20cm, A4, A4-landscape; a width alone has its height fitted: 16cm, 1200px",
        ),
        b"scale" => Text::new(
            "PNG 像素的倍数，如 2；版面不变，印刷更清晰",
            "Multiplies the pixels of a PNG, as 2: the same layout, sharper in print",
        ),
        b"theme" => Text::new(
            "配色：print 印刷（缺省，灰度打印可辨）、screen 屏幕、dark 深色",
            "Colours: print (default, readable in grey), screen, dark",
        ),
        b"id" => Text::new("要说明的指标", "The metric to explain"),
        b"word" => Text::new("要查找的词", "Words to look for"),
        _ => NONE,
    }
}
