//! Wording of the form to fill in by hand.

use super::{Label, Text};
use crate::schema::Form;

/// Name of the file where none is given.
pub const FILE: Text = Text::new("政府信息公开年度报告填报表.xlsx", "disclosure-report-form.xlsx");

/// The sheet of the report itself.
pub const REPORT: Text = Text::new("基本信息", "Report");
/// The sheet of the figures of the text.
pub const NARRATIVE: Text = Text::new("文字部分", "Text");
/// The sheet of table 2.
pub const TABLE2: Text = Text::new("表二", "Table 2");
/// The sheet of table 3.
pub const TABLE3: Text = Text::new("表三", "Table 3");
/// The sheet of table 4.
pub const TABLE4: Text = Text::new("表四", "Table 4");
/// The sheet of the sums.
pub const CHECKS: Text = Text::new("核对", "Checks");

/// Title of the workbook.
pub fn title(form: Form) -> Label {
    let name = form.name();
    Label::new(
        format!("政府信息公开工作年度报告填报表：{}", name.zh),
        format!("Government-information-disclosure annual report, to fill in: {}", name.en),
    )
}

/// How the first sheet is filled in.
pub const HOW_TO_FILL_IN: Text = Text::new("只填浅黄色的格。", "Fill in the pale yellow cells only.");
/// How the figures of the text are filled in.
pub const AS_PUBLISHED: Text = Text::new(
    "按报告文字所写填写；报告没有写的留空，不要填 0。",
    "As the text of the report says; leave blank what it does not say, and do not write 0.",
);
/// How a table is filled in.
pub const BLANK_IS_NO_FIGURE: Text = Text::new(
    "照报告的表填写，总计也要填；没有数字的格留空，不要填 0。总计与各项之和不符时变红。",
    "As the table of the report says, totals too; leave a cell without a figure blank, and do not write 0. \
     A total that does not add up turns red.",
);
/// What to do with the form.
pub const INSTRUCTIONS: [Text; 3] = [
    Text::new(
        "填完后看“核对”页：✓ 相符，✗ 不符及差额，— 尚未填全。",
        "Then look at the sheet of checks: ✓ adds up, ✗ does not and by how much, — not all filled in yet.",
    ),
    Text::new(
        "保存为 .xlsx，用 gongkai ingest 读入数据集；每格按名称读取，不识别版面，数字不会读错。",
        "Save it as .xlsx and read it with gongkai ingest: each cell is read by its name, so that no figure can be \
         mistaken.",
    ),
    Text::new("不要改动表内的公式和格的名称。", "Leave the formulas and the names of the cells as they are."),
];

/// The region.
pub const REGION: Text = Text::new("地区名称或行政区划代码", "Region, by name or code");
/// What to write for the region.
pub const REGION_NOTE: Text = Text::new(
    "如 同心县 或 640324；有同名地区时填代码",
    "as 同心县 or 640324; its code if another has the same name",
);
/// The year.
pub const YEAR: Text = Text::new("报告年度", "Year of the report");
/// What to write for the year.
pub const YEAR_NOTE: Text = Text::new(
    "数字所属的年度，不是发布的年份",
    "the year that the figures describe, not that of publication",
);
/// The scope.
pub const SCOPE: Text = Text::new("统计口径", "Scope of the figures");
/// What to write for the scope.
pub const SCOPE_NOTE: Text = Text::new(
    "全地区：本地区各部门、乡镇合计；本级：只统计一个机关",
    "whole region: all departments and townships together; one office: a single organ",
);
/// The scopes to choose from.
pub const SCOPES: [&str; 2] = ["全地区 whole region", "本级 one office"];
/// The date of publication.
pub const PUBLISHED: Text = Text::new("发布日期", "Date published");
/// What to write for the date.
pub const PUBLISHED_NOTE: Text =
    Text::new("如 2026-01-31；未发布留空", "as 2026-01-31; blank if not published");

/// Title of the message about a value that a cell does not take.
pub const REFUSED: &str = "不能这样填 / Not possible";
/// What a cell with a choice takes.
pub const CHOOSE: &str = "请按右侧说明填写。\nPlease follow the remark beside it.";
/// What the cell of a count takes.
pub const A_COUNT: &str = "请填不小于 0 的整数；没有数字请留空。\nA whole number, not negative; leave it blank if there is no figure.";
/// What the cell of a change takes.
pub const A_CHANGE: &str = "请填整数，减少为负数。\nA whole number, negative for a decrease.";
/// What the cell of an amount takes.
pub const AN_AMOUNT: &str =
    "请填不小于 0 的数，单位见表头；没有数字请留空。\nA number, not negative, in the unit of the heading.";
/// What the cell of a percentage takes.
pub const A_PERCENTAGE: &str = "请填 0 到 100，不写百分号。\nA number from 0 to 100, without the sign.";

/// Title of the sheet of the sums.
pub const CHECKS_TITLE: Text = Text::new("勾稽关系核对", "Do the figures add up?");
/// How to read the sheet of the sums.
pub const HOW_TO_CHECK: Text = Text::new(
    "✓ 相符；✗ 不符，后为左边减右边的差；— 有数字尚未填写。",
    "✓ adds up; ✗ does not, with the left side less the right; — a figure is not filled in.",
);
/// Heading over the sums.
pub const SUM: Text = Text::new("应相等的数", "What must be equal");
/// Heading over the left side.
pub const LEFT: Text = Text::new("左边", "Left");
/// Heading over the right side.
pub const RIGHT: Text = Text::new("右边", "Right");
/// Heading over the result.
pub const RESULT: Text = Text::new("结果", "Result");

/// A side of a sum with too many terms to name.
pub fn sum_of(count: usize) -> Label {
    Label::new(format!("其各分项 {count} 行之和"), format!("the sum of its {count} rows"))
}

/// A form of a kind that there is none of.
pub fn form_exists(path: &str) -> Label {
    Label::new(format!("{path}：已存在，没有覆盖"), format!("{path}: is there already and was left as it is"))
}

/// Hint for [`form_exists`].
pub fn name_another_file() -> Label {
    Label::new("用 -o 给出另一个文件名", "give another name with -o")
}

/// Years before the official tables have no form.
pub fn no_form(year: i32) -> Label {
    Label::new(
        format!("{year} 年的报告是文字报告，没有表式"),
        format!("reports on {year} are texts without the official tables: there is no form to fill in"),
    )
}

/// Two cells of one name that hold different texts.
pub fn twice(first: &str, second: &str) -> Label {
    Label::new(
        format!("有两格同名而内容不同：“{first}”和“{second}”"),
        format!("two cells of this name differ: \"{first}\" and \"{second}\""),
    )
}

/// A cell that holds no figure.
pub fn no_number(text: &str) -> Label {
    Label::new(format!("“{text}”不是数字"), format!("\"{text}\" is no number"))
}
