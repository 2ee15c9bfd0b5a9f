//! Words of the export: the panel, its codebook, its package of files.

use super::{Label, Lang, Text, words};

/// Title of the main table.
pub const PANEL: Text = Text::new("面板数据", "panel");
/// Title of the table of reports beside a long panel.
pub const REPORTS: Text = Text::new("报告", "reports");
/// Title of the table of regions.
pub const REGIONS: Text = Text::new("地区", "regions");
/// Title of the codebook.
pub const VARIABLES: Text = Text::new("变量说明", "codebook");
/// Title of the table of identifiers in words.
pub const VALUES: Text = Text::new("取值说明", "value labels");

/// Title of an export.
pub fn title(dataset: &Label, years: &Label) -> Label {
    Label::new(
        format!("{}：面板数据，{}", dataset.zh, years.zh),
        format!("{}: panel, {}", dataset.en, years.en),
    )
}

/// Label of a column; those that all tables share are theirs.
pub fn column(name: &str) -> Label {
    let (zh, en) = match name {
        "region_code" => ("行政区划代码", "division code"),
        "region" => ("地区名称", "region"),
        "year" => ("报告年度", "report year"),
        "balanced" => ("各年均有报告", "reports in all years"),
        "item" => ("项目", "item"),
        "kind" => ("项目种类", "kind of item"),
        "comparable" => ("可比", "comparable"),
        "comparable_years" => ("可比年份", "comparable years"),
        "place" => ("位置", "place"),
        "name" => ("变量名", "name"),
        "role" => ("作用", "role"),
        "type" => ("类型", "type"),
        "label_zh" => ("中文标签", "label (Chinese)"),
        "label_en" => ("英文标签", "label (English)"),
        "unit_zh" => ("单位（中文）", "unit (Chinese)"),
        "unit_en" => ("单位（英文）", "unit (English)"),
        "figures" => ("有数字的行数", "rows with a figure"),
        "missing" => ("缺失的行数", "rows without"),
        "minimum" => ("最小值", "minimum"),
        "maximum" => ("最大值", "maximum"),
        "meaning_zh" => ("含义（中文）", "meaning (Chinese)"),
        "meaning_en" => ("含义（英文）", "meaning (English)"),
        "note_zh" => ("注意（中文）", "note (Chinese)"),
        "note_en" => ("注意（英文）", "note (English)"),
        "stata_name" => ("Stata 变量名", "name in Stata"),
        "variable" => ("变量", "variable"),
        "code" => ("编码", "code"),
        "population" => ("常住人口", "residents"),
        "source_note" => ("来源说明", "note on the source"),
        "synthetic" => ("模拟数据", "synthetic"),
        other => return words::column(other),
    };
    Label::new(zh, en)
}

/// Meaning of a column that is no figure of a report.
pub fn meaning(name: &str) -> Label {
    let (zh, en) = match name {
        "region_code" => ("六位代码，文本，保留前导零", "text, so that leading zeros stay"),
        "region" => ("报告年度当时的名称", "the name in the year of the report"),
        "level" => ("地区的行政层级", "administrative level of the region"),
        "prefecture" => ("所属地级市", "prefecture that the region belongs to"),
        "province" => ("所属省份", "province that the region belongs to"),
        "year" => ("数字所属年度，不是发布年度", "the year that the figures are of, not that of publication"),
        "form" => (
            "报告所用报表格式；2021 年起部分项目的口径已变",
            "the official form; some items changed with that of 2021",
        ),
        "scope" => ("全地区，或仅政府办公室本级", "the whole region, or the government office alone"),
        "balanced" => {
            ("该地区在本面板的每个年份都有报告", "the region has a report in every year of this panel")
        }
        "item" => ("字段或指标的名称", "name of the field or metric"),
        "kind" => ("字段、地区数据或指标", "field, figure of the region, or metric"),
        "value" => ("数值；空为没有数字，不是零", "the figure; empty is no figure, not zero"),
        "numerator" => ("指标的分子", "numerator of a metric"),
        "denominator" => ("指标的分母", "denominator of a metric"),
        "unit" => ("数值的单位", "unit of the figure"),
        "status" => ("数值的来历，或没有数值的原因", "how the figure came, or why there is none"),
        "comparable" => (
            "该项目标为可比的各行口径相同，可连成序列；true 以外的行所用报表格式没有该项目或口径不同",
            "the rows of an item that are true form one series; on the form of the others the item is absent or another figure",
        ),
        "population" => ("常住人口，取自 regions.csv", "resident population, from regions.csv"),
        "source_url" => ("报告的网址", "address of the report"),
        "source_note" => ("数字的来源说明", "where the figures were taken from"),
        "published_on" => ("报告的发布日期", "when the report was published"),
        _ => return Label::default(),
    };
    Label::new(zh, en)
}

/// Label of the status of a figure.
pub fn status_of(label: &Label) -> Label {
    Label::new(format!("{}：数据状态", label.zh), format!("{}: status", label.en))
}

/// Label of a part of a metric.
pub fn part_of(title: &Label, part: &str) -> Label {
    let part = words::column(part);
    Label::new(format!("{}：{}", title.zh, part.zh), format!("{}: {}", title.en, part.en))
}

/// How a figure came.
pub fn status(id: &str) -> Label {
    let (zh, en) = match id {
        "reported" => ("报告中的数字", "as reported"),
        "summed" => ("报告未列，由各分项相加", "not reported: the sum of its parts"),
        "computed" => ("由报告数字计算", "computed from reported figures"),
        "blank" => ("报告中没有数字", "no figure in the report"),
        "slash" => ("报告中为“/”或“—”", "a slash or a dash in the report"),
        "none" => ("报告中写“无”", "the report says none (无)"),
        "not_applicable" => ("报告中写“不适用”", "the report says not applicable (不适用)"),
        other => return Label::same(other),
    };
    Label::new(zh, en)
}

/// What a variable is.
pub fn role(id: &str) -> Label {
    let (zh, en) = match id {
        "key" => ("主键", "key"),
        "report" => ("报告信息", "about the report"),
        "field" => ("字段", "field"),
        "regional" => ("地区数据", "figure of the region"),
        "metric" => ("指标", "metric"),
        "numerator" => ("分子", "numerator"),
        "denominator" => ("分母", "denominator"),
        "status" => ("数据状态", "status"),
        "item" => ("项目的数值与说明", "the item's figure"),
        other => return Label::same(other),
    };
    Label::new(zh, en)
}

/// Fields that no report has.
pub fn fields_left_out(count: usize) -> Label {
    Label::new(
        format!("有 {count} 个字段在这些报告中都没有数字，未列入（可用 --field 指定）"),
        format!("{count} fields without a figure in these reports are left out (--field names them)"),
    )
}

/// No field of that name.
pub fn no_such_field(name: &str) -> Label {
    Label::new(format!("没有字段“{name}”"), format!("there is no field \"{name}\""))
}

/// A field of the dictionary that the dataset does not have.
pub fn dataset_lacks_field(name: &str, dataset: &str) -> Label {
    Label::new(
        format!("数据集 {dataset} 没有字段 {name}"),
        format!("the dataset {dataset} does not have the field {name}"),
    )
}

/// Hint: where the fields are listed.
pub fn list_fields() -> Label {
    Label::new("gongkai fields 列出全部字段", "gongkai fields lists all fields")
}

/// Two columns of one name.
pub fn column_twice(name: &str) -> Label {
    Label::new(format!("有两列都叫 {name}"), format!("two columns would be called {name}"))
}

/// Hint for [`column_twice`].
pub fn name_it_otherwise() -> Label {
    Label::new("请给自定义指标另起名称", "give the metric of your own another id")
}

/// Nothing says where the export goes.
pub fn nowhere() -> Label {
    Label::new("没有指定写到哪里", "nothing says where to write to")
}

/// Hint: what a path becomes.
pub fn endings() -> Label {
    Label::new(
        "-o 文件夹/ 写成数据包；-o 文件：.csv .parquet .xlsx .dta .json .md；或 --format csv",
        "-o FOLDER/ for a data package; -o FILE: .csv .parquet .xlsx .dta .json .md; or --format csv",
    )
}

/// A chart where data are written.
pub fn no_chart(path: &str) -> Label {
    Label::new(
        format!("{path}：export 写出数据，不画图"),
        format!("{path}: export writes data and draws no chart"),
    )
}

/// Braces in the name of a folder.
pub fn no_braces_in_a_folder(path: &str) -> Label {
    Label::new(
        format!("{path}：数据包的文件夹名称不能用花括号"),
        format!("{path}: the folder of a data package takes no braces"),
    )
}

/// Hint for [`no_braces_in_a_folder`].
pub fn choose_reports() -> Label {
    Label::new(
        "用 --province、--years 等选定报告，每个数据包一条命令",
        "choose the reports with --province, --years and so on, a command for each package",
    )
}

/// A file stands where the folder should be.
pub fn is_a_file(path: &str) -> Label {
    Label::new(format!("{path} 是文件，不是文件夹"), format!("{path} is a file, not a folder"))
}

/// A folder that holds something else.
pub fn not_a_package(path: &str) -> Label {
    Label::new(
        format!("{path}：文件夹中已有其他文件，不写入，以免覆盖"),
        format!("{path}: the folder holds other files, which might be overwritten"),
    )
}

/// Hint for [`is_a_file`] and [`not_a_package`].
pub fn name_a_new_folder() -> Label {
    Label::new("请用新的文件夹，或以前导出的数据包", "name a new folder, or one of an earlier export")
}

/// Label of a missing value.
pub const NO_FIGURE: Text = Text::new("没有数字（不是零）", "no figure (not zero)");
/// Heading of the codebook: the columns.
pub const COLUMNS: Text = Text::new("列", "Columns");
/// Heading of the codebook: the items of a long panel.
pub const ITEMS: Text = Text::new("项目", "Items");

/// Title of the codebook.
pub fn codebook_title(title: &Label) -> Label {
    Label::new(format!("变量说明 — {}", title.zh), format!("Codebook — {}", title.en))
}

/// The head of the codebook.
pub fn codebook_head(dataset: &str, request: &str) -> Label {
    let version = env!("CARGO_PKG_VERSION");
    Label::new(
        format!("数据集 {dataset}；gongkai {version}；请求：`gongkai {request}`"),
        format!("Dataset {dataset}; gongkai {version}; request: `gongkai {request}`"),
    )
}

/// The headings of the codebook.
pub fn codebook_headings(lang: Lang) -> [&'static str; 10] {
    lang.pick(
        [
            "变量",
            "标签",
            "作用",
            "单位",
            "报表格式",
            "全期可比",
            "有数字的行数",
            "范围",
            "含义",
            "Stata 变量名",
        ],
        [
            "variable",
            "label",
            "role",
            "unit",
            "forms",
            "comparable",
            "rows with a figure",
            "range",
            "meaning",
            "name in Stata",
        ],
    )
}

/// The headings of the table of values.
pub fn values_headings(lang: Lang) -> [&'static str; 4] {
    lang.pick(["变量", "取值", "编码", "标签"], ["variable", "value", "code", "label"])
}

/// The years over which a variable may be compared.
pub fn comparable(comparable: Option<bool>, years: &str) -> Label {
    match comparable {
        Some(true) => Label::new("全部", "all"),
        Some(false) if years.is_empty() => Label::new("无", "none"),
        Some(false) => Label::same(years),
        None => Label::default(),
    }
}

/// What a blank is.
pub fn missing_is_not_zero() -> Label {
    Label::new(
        "空格表示没有数字，不是零。报告未列的分组合计，在各分项齐全时为其和；此外不作任何填补。",
        "A blank is no figure, never zero. A group total that is not reported is the sum of its parts where all of \
         these are; nothing else is filled in.",
    )
}

/// How to run the do-file.
pub fn load_do() -> Label {
    Label::new(
        "在数据包文件夹中运行：do load.do；切换标签语言：label language en",
        "run in the folder of the package: do load.do; labels in Chinese: label language zh",
    )
}

/// How to run the script for R.
pub fn load_r() -> Label {
    Label::new(
        "运行：source(\"load.R\", chdir = TRUE, encoding = \"UTF-8\")；标签语言由 language 决定",
        "run: source(\"load.R\", chdir = TRUE, encoding = \"UTF-8\"); language chooses that of the labels",
    )
}

/// The message of a citation file.
pub fn cite() -> Label {
    Label::new("使用本数据请注明出处", "If you use these data, please cite them as below")
}

/// The licence in a sentence.
pub fn licence(expression: &str) -> Label {
    if expression.is_empty() {
        return Label::default();
    }
    Label::new(format!("许可：{expression}。"), format!("Licence: {expression}."))
}

/// Who is cited.
pub fn compilers(dataset: &Label) -> Label {
    Label::new(
        format!("“{}”数据集整理者", dataset.zh),
        format!("Compilers of the dataset \"{}\"", dataset.en),
    )
}

/// How many rows the panel has.
pub fn package_head(rows: usize, long: bool) -> Label {
    let (zh, en) = if long {
        ("每个数字一行", "a row a figure")
    } else {
        ("每份报告一行", "a row a report")
    };
    Label::new(format!("面板共 {rows} 行，{zh}。"), format!("The panel has {rows} rows, {en}."))
}

/// The headings of the list of files.
pub fn package_headings(lang: Lang) -> [&'static str; 2] {
    lang.pick(["文件", "内容"], ["file", "content"])
}

/// What a file of the package holds.
pub fn package_file(name: &str, long: bool) -> Label {
    let (zh, en) = match name {
        "panel.csv" if long => ("面板，每份报告的每个项目一行", "the panel, a row for each report and item"),
        "panel.csv" => ("面板，每份报告一行", "the panel, a row for each report"),
        "panel.parquet" => ("同上，Parquet 格式", "the same as Parquet"),
        "panel.dta" => ("同上，Stata 14 及以上版本", "the same for Stata 14 and later"),
        "reports.csv" => ("各份报告的网址、发布日期", "address and date of each report"),
        "regions.csv" => ("各地区及其报告年份", "the regions and the years of their reports"),
        "variables.csv" => ("变量说明，数据形式，中英文", "the codebook as data, in both languages"),
        "values.csv" => ("取值及其含义", "identifiers in words"),
        "codebook.md" => ("变量说明（中文）", "the codebook in Chinese"),
        "codebook.en.md" => ("变量说明（英文）", "the codebook in English"),
        "load.do" => (
            "在 Stata 中读入 panel.csv，加中英文标签",
            "loads panel.csv into Stata, with labels in both languages",
        ),
        "load.R" => (
            "在 R 中读入 panel.csv，加标签，不需要其他包",
            "loads panel.csv into R with labels, without further packages",
        ),
        "CITATION.cff" => ("引用方式", "how to cite"),
        "datapackage.json" => {
            ("数据包描述文件（Data Package 第 2 版）", "the descriptor (Data Package, version 2)")
        }
        other => return Label::same(other),
    };
    Label::new(zh, en)
}

/// Where the figures come from.
pub fn package_source(dataset: &str, licence: &str, request: &str) -> Label {
    let version = env!("CARGO_PKG_VERSION");
    Label::new(
        format!(
            "数据集 {dataset}（许可：{licence}）；由 gongkai {version} 导出：`gongkai {request}`。来源："
        ),
        format!(
            "Dataset {dataset} (licence: {licence}), exported by gongkai {version}: `gongkai {request}`. Sources:"
        ),
    )
}
