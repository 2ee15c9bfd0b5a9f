//! Words of tables and charts: column headings, group names, titles and remarks of the questions.

use super::{Label, Text};

/// The group that holds every report.
pub const ALL_REPORTS: Text = Text::new("全部", "all");

/// Heading of a column, by its stable name. A name that is not listed is its own heading.
pub fn column(name: &str) -> Label {
    let (zh, en) = match name {
        "region_code" => ("代码", "code"),
        "region" => ("地区", "region"),
        "level" => ("层级", "level"),
        "prefecture" => ("地级市", "prefecture"),
        "province" => ("省份", "province"),
        "year" => ("年份", "year"),
        "metric" => ("指标", "metric"),
        "value" => ("数值", "value"),
        "numerator" => ("分子", "numerator"),
        "denominator" => ("分母", "denominator"),
        "n_flag" => ("小样本", "small n"),
        "ci_low" => ("区间下限", "CI low"),
        "ci_high" => ("区间上限", "CI high"),
        "rank" => ("名次", "rank"),
        "rank_of" => ("参评数", "of"),
        "tie" => ("并列", "tie"),
        "rank_change" => ("名次变化", "change"),
        "percentile" => ("百分位", "percentile"),
        "group" => ("比较组", "group"),
        "note" => ("备注", "note"),
        "reports" => ("报告数", "reports"),
        "median" | "group_median" => ("中位数", "median"),
        "pooled" | "group_pooled" => ("合并值", "pooled"),
        "lowest" => ("最低", "lowest"),
        "lower_quartile" => ("下四分位", "lower quartile"),
        "upper_quartile" => ("上四分位", "upper quartile"),
        "highest" => ("最高", "highest"),
        "first_year" => ("首年", "first year"),
        "last_year" => ("末年", "last year"),
        "years_used" => ("年数", "years"),
        "first" => ("首年值", "first"),
        "last" => ("末年值", "last"),
        "change" => ("变化", "change"),
        "change_pct" => ("变化率", "change %"),
        "cagr" => ("年均增长率", "CAGR"),
        "sen_slope" => ("Sen 斜率（每年）", "Sen slope a year"),
        "sen_low" => ("斜率下限", "slope low"),
        "sen_high" => ("斜率上限", "slope high"),
        "mk_s" => ("MK 统计量 S", "MK S"),
        "mk_p" => ("MK p 值", "MK p"),
        "mk_method" => ("MK 方法", "MK method"),
        "p_bh" => ("BH 校正 p 值", "p (BH)"),
        "verdict" => ("趋势判断", "verdict"),
        "break_at" => ("格式变更年", "form change"),
        "outcome" => ("办理结果", "outcome"),
        "reason" => ("事由", "reason"),
        "applicant" => ("申请人", "applicant"),
        "count" => ("件数", "count"),
        "share" => ("占比", "share"),
        other => return Label::same(other),
    };
    Label::new(zh, en)
}
