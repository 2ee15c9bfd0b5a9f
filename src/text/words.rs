//! Words of tables and charts: column headings, group names, titles and remarks of the questions.

use super::{Label, Text};

/// Sheet and table title: the groups of a ranking.
pub const GROUPS: Text = Text::new("比较组", "groups");

/// A word behind an identifier in a table: a note, a verdict, a method. An unknown one stands for itself.
pub fn of_id(id: &str) -> Label {
    let (zh, en) = match id {
        "all" => ("全部", "all"),
        "province" | "prefecture" | "county" | "agency" => return super::regions::level(id),
        "no_figure" => ("报告中没有所需数字", "a figure is not in the report"),
        "zero_denominator" => ("分母为零", "the denominator is zero"),
        "below_min_n" => ("分母低于设定的下限", "denominator below the limit set"),
        "other_form" => ("所用报表格式没有该指标", "not on the report's form"),
        "above_one" => ("分子大于分母，请核对", "numerator above denominator"),
        "one_year_only" => ("仅因一年", "one year only"),
        "no_marker" => ("不足五年", "no marker"),
        "better" => ("变好", "better"),
        "worse" => ("变差", "worse"),
        "below_coverage" => ("有数字的部分太少", "too little is there"),
        "not_above_zero" => ("有得分不大于零", "a score is not above 0"),
        "no_scale" => ("各报告数值无差异", "values do not differ"),
        "weights" => ("权重", "weights"),
        "normalisation" => ("标准化方法", "normalisation"),
        "aggregation" => ("合成方法", "aggregation"),
        "indicator_left_out" => ("剔除指标", "indicator left out"),
        "increasing" => ("上升", "increasing"),
        "decreasing" => ("下降", "decreasing"),
        "no_trend" => ("无显著趋势", "no significant trend"),
        "too_short" => ("年数太少，不能判断", "too few years to tell"),
        "error" => return super::check::ERROR.label(),
        "warning" => return super::check::WARNING.label(),
        "info" => return super::check::INFO.label(),
        "tables" => ("有表格", "tables"),
        "text" => ("仅文字", "text only"),
        "none" => ("无报告", "no report"),
        "form" => ("报表格式", "form"),
        "exact" => ("精确", "exact"),
        "added" => ("新增", "added"),
        "replaced" => ("已替换", "replaced"),
        "unchanged" => ("相同", "unchanged"),
        "read" => ("已读", "read"),
        "conflict" => ("冲突", "conflict"),
        "failed" => ("未能读取", "failed"),
        "repaired" => ("修复", "repaired"),
        "ambiguous" => ("存疑", "ambiguous"),
        "region" => ("全地区", "whole region"),
        "office" => ("本级", "office"),
        "low998" => ("低于 99.8% 限", "below 99.8%"),
        "low95" => ("低于 95% 限", "below 95%"),
        "within" => ("限内", "within"),
        "high95" => ("高于 95% 限", "above 95%"),
        "high998" => ("高于 99.8% 限", "above 99.8%"),
        "normal" => ("正态近似", "normal approximation"),
        other => return outcome(other),
    };
    Label::new(zh, en)
}

/// A field by its label; anything else as it stands.
pub fn field(id: &str) -> Label {
    crate::schema::dictionary().get(id).map_or_else(|| Label::same(id), |field| field.label.clone())
}

/// An outcome, a reason or an applicant; a metric or field by its label; anything else as it stands.
fn outcome(id: &str) -> Label {
    use crate::schema::{Applicant, Outcome};
    if id == "disclosed" {
        return Label::new("公开合计（予以公开 + 部分公开）", "disclosed (in full or in part)");
    }
    if id == "unexplained" {
        return Label::new("未列明", "unexplained");
    }
    if id == "everyone" {
        return Label::new("总计", "all applicants");
    }
    if let Some(outcome) = Outcome::PARTS.into_iter().chain([Outcome::Total]).find(|o| o.field() == id) {
        return outcome.name().label();
    }
    if let Some(applicant) = Applicant::ALL.into_iter().find(|a| a.suffix() == id) {
        return applicant.name().label();
    }
    field(id)
}

/// Heading of a column, by its stable name. A name that is not listed is its own heading.
#[expect(clippy::too_many_lines, reason = "a table, one line a column")]
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
        "rank_low" => ("名次上限", "best rank"),
        "rank_high" => ("名次下限", "worst rank"),
        "tier" => ("档次", "tier"),
        "benchmark" => ("基准", "benchmark"),
        "limit95_low" => ("95% 下限", "95% low"),
        "limit95_high" => ("95% 上限", "95% high"),
        "limit998_low" => ("99.8% 下限", "99.8% low"),
        "limit998_high" => ("99.8% 上限", "99.8% high"),
        "seen" => ("见于", "seen in"),
        "outlier" => ("控制限判断", "against limits"),
        "shrunk" => ("收缩值", "shrunk"),
        "shrunk_rank" => ("收缩后名次", "shrunk rank"),
        "score" => ("得分", "score"),
        "rank_p05" => ("名次 5%", "rank 5%"),
        "rank_p50" => ("名次中位", "rank 50%"),
        "rank_p95" => ("名次 95%", "rank 95%"),
        "coverage" => ("完整度", "coverage"),
        "band" => ("等次", "band"),
        "left_out" => ("剔除的指标", "left out"),
        "score_shift" => ("得分变动", "score shift"),
        "rank_shift" => ("名次变动（正为后退）", "rank shift (+ is a fall)"),
        "choice" => ("选择", "choice"),
        "first_order" => ("单独影响（Sobol）", "first order (Sobol)"),
        "total_order" => ("总影响（Sobol）", "total (Sobol)"),
        "component" => ("组成部分", "component"),
        "contribution" => ("计入得分", "contribution"),
        "deducted" => ("其中扣分", "deducted"),
        "under" => ("所属", "under"),
        "weight" => ("权重", "weight"),
        "weight_share" => ("占总分", "share of the whole"),
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
        "mk_p_least" => ("可达最小 p", "least p"),
        "marker" => ("近期趋势", "recent trend"),
        "marker_reading" => ("近期好坏", "reading"),
        "marker_chi2" => ("趋势 χ²", "trend χ²"),
        "mk_method" => ("MK 方法", "MK method"),
        "p_bh" => ("BH 校正 p 值", "p (BH)"),
        "verdict" => ("趋势判断", "verdict"),
        "break_at" => ("格式变更年", "form change"),
        "rule" => ("规则", "rule"),
        "severity" => ("程度", "severity"),
        "expected" => ("应为", "expected"),
        "found" => ("实为", "found"),
        "difference" => ("相差", "difference"),
        "evidence" => ("依据", "evidence"),
        "message" => ("说明", "message"),
        "assessed" => ("已核对", "assessed"),
        "not_assessed" => ("未核对", "not assessed"),
        "findings" => ("问题数", "findings"),
        "errors" => ("错误", "errors"),
        "warnings" => ("疑点", "warnings"),
        "infos" => ("提示", "notes"),
        "status" => ("情况", "status"),
        "file" => ("文件", "file"),
        "scope" => ("统计口径", "scope"),
        "sums" => ("算式相符", "sums"),
        "proven" => ("经算式证实", "proven"),
        "repaired" => ("修复", "repaired"),
        "ambiguous" => ("存疑", "doubtful"),
        "no_figure" => ("空格", "blank"),
        "not_found" => ("未见", "not found"),
        "place" => ("位置", "place"),
        "text" => ("原文", "text"),
        "figures" => ("数字个数", "figures"),
        "rules" => ("规则", "rules"),
        "form" => ("报表格式", "form"),
        "explanation" => ("解释", "explanation"),
        "outcome" => ("办理结果", "outcome"),
        "reason" => ("事由", "reason"),
        "applicant" => ("申请人", "applicant"),
        "count" => ("件数", "count"),
        "share" => ("占比", "share"),
        "id" => ("名称", "id"),
        "title" => ("标题", "title"),
        "theme" => ("类别", "theme"),
        "unit" => ("单位", "unit"),
        "direction" => ("方向", "direction"),
        "formula" => ("公式", "formula"),
        "formula_in_words" => ("算法", "in words"),
        "meaning" => ("含义", "meaning"),
        "caveat" => ("注意", "caveat"),
        "forms" => ("报表格式", "forms"),
        "field" => ("字段", "field"),
        "label" => ("含义", "label"),
        "part" => ("所在部分", "part"),
        "remark" => ("表中位置与说明", "form row and note"),
        "valid_from" => ("启用", "from"),
        "valid_to" => ("停用", "to"),
        "successor_codes" => ("后续代码", "successors"),
        other => return Label::same(other),
    };
    Label::new(zh, en)
}
