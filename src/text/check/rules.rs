//! What each rule is about: its title, what is compared, and what the county should look at.

use crate::text::Text;

const fn three(title: Text, explanation: Text, look: Text) -> [Text; 3] {
    [title, explanation, look]
}

/// Rule E1.
pub const E1: [Text; 3] = three(
    Text::new("新收＋上年结转＝办理结果总计＋结转下年", "received + carried in = resolved + carried out"),
    Text::new(
        "表三每一列：本年新收与上年结转之和，等于办理结果总计与结转下年度之和。",
        "In every column of table 3 what came in is what was resolved or carried over.",
    ),
    Text::new("请核对这四个数。", "Check these four figures."),
);

/// Rule E2.
pub const E2: [Text; 3] = three(
    Text::new("六类办理结果之和＝总计", "six outcomes = total"),
    Text::new(
        "表三每一列：（一）予以公开至（六）其他处理之和，等于（七）总计；未单列分组合计的，以各细项之和计。",
        "In every column of table 3 the outcomes (1) to (6) sum to (7); a group without a printed total counts as the sum of its rows.",
    ),
    Text::new("请逐项核对各类办理结果和总计。", "Check each outcome and the total."),
);

/// Rule E3.
pub const E3: [Text; 3] = three(
    Text::new("六类申请人之和＝总计列", "six applicants = total"),
    Text::new(
        "表三每一行：自然人和五类法人或其他组织之和，等于总计列。",
        "In every row of table 3 the six applicants sum to the total column.",
    ),
    Text::new("请核对该行各列。", "Check the cells of this row."),
);

/// Rule E4.
pub const E4: [Text; 3] = three(
    Text::new("维持＋纠正＋其他＋未审结＝总计", "upheld + corrected + other + pending = total"),
    Text::new(
        "表四的行政复议、未经复议直接起诉、复议后起诉三组：四项结果之和等于总计。",
        "In each of the three blocks of table 4 the four results sum to the total.",
    ),
    Text::new("请核对表四该组的五个数。", "Check the five figures of this block."),
);

/// Rule E5.
pub const E5: [Text; 3] = three(
    Text::new("上年结转＝上一年度报告的结转下年", "carried in = carried out of the year before"),
    Text::new(
        "表三每一列：本年度的上年结转，等于上一年度报告的结转下年度；缺上一年度报告的不核对。",
        "In every column of table 3 what is carried in is what the report of the year before carried out; without that report it is not assessed.",
    ),
    Text::new("请与上一年度报告核对。", "Compare with the report of the year before."),
);

/// Rule E6.
pub const E6: [Text; 3] = three(
    Text::new("现行有效＝上年现行有效＋制发−废止", "in force = in force before + issued − repealed"),
    Text::new(
        "表二规章、行政规范性文件：本年现行有效件数，等于上一年现行有效加本年制发减本年废止。",
        "Rules and normative documents in force are those of the year before, with those issued and without those repealed.",
    ),
    Text::new("请与上一年度报告核对现行有效件数。", "Compare with the report of the year before."),
);

/// Rule E7.
pub const E7: [Text; 3] = three(
    Text::new("分组合计＝各细项之和", "group total = its parts"),
    Text::new(
        "不予公开、无法提供、不予处理、其他处理单独公布合计的，合计等于各细项之和。",
        "Where the total of denied, unavailable, not processed or otherwise handled is published, it is the sum of its rows.",
    ),
    Text::new("请核对合计和各细项。", "Check the total and its rows."),
);

/// Rule E8.
pub const E8: [Text; 3] = three(
    Text::new("数字合法：部分不超过总数，比例不超过 100%", "no part above its whole, no share above 100 %"),
    Text::new(
        "部分不大于总数，百分比不大于 100；负数、小数件数和重复报告在读取数据时即报错。",
        "A part is not above its whole, a percentage not above 100; negative counts, fractions of a case and repeated reports are refused when the data are read.",
    ),
    Text::new("请核对这两个数。", "Check both figures."),
);

/// Rule W1.
pub const W1: [Text; 3] = three(
    Text::new("文字所述数字与表格一致", "the text's numbers against the tables"),
    Text::new(
        "收到申请数可为本年新收，或本年新收加上年结转；复议、诉讼数可不含未审结；也可为政府办公室口径。各种口径都不符的为疑点；以另一口径相符的给出提示。",
        "Received may be new, or new and carried in; reviews and lawsuits may leave out pending cases; the text may speak of the office alone. A number that fits in another reading is noted, one that fits none is suspicious.",
    ),
    Text::new("请核对文字和表格。", "Check the text against the table."),
);

/// Rule W2.
pub const W2: [Text; 3] = three(
    Text::new("文字部分合计与比例", "sums and shares within the text"),
    Text::new(
        "各渠道之和等于主动公开总数，各形式之和等于解读总数（只列部分时不得超过总数）；自报图解比例等于按数字重算的比例（按所写位数）。",
        "Channels sum to all items disclosed, forms to all interpretations (not above them where only some are listed); a stated share is the one recomputed, at the digits printed.",
    ),
    Text::new("请核对文字中的数字。", "Check the numbers of the text."),
);

/// Rule W3.
pub const W3: [Text; 3] = three(
    Text::new("单位或位数错误", "slips of the unit or a digit"),
    Text::new(
        "金额约为本地其他年份的 1 万倍（以元填入万元栏）；件数恰为本地其他年份的 10、100、1000、10000 倍或几分之一，而其他年份平稳、同级各地没有同样变化。",
        "An amount about 10,000 times that of other years (yuan in a column of 10,000 yuan); a count that is a power of ten from other years, where these are stable and the peers did not move the same way.",
    ),
    Text::new("请核对单位和位数。", "Check the unit and the digits."),
);

/// Rule W4.
pub const W4: [Text; 3] = three(
    Text::new("异常值", "outliers"),
    Text::new(
        "主要数字与本地其他年份相差悬殊（对数序列的稳健 z），或比上一年增减 10 倍以上。",
        "A main figure far from the county's other years (robust z of the log series), or ten times up or down on the year before.",
    ),
    Text::new(
        "请核对是否属实，口径有无变化。",
        "Check whether it is right, and whether what is counted has changed.",
    ),
);

/// Rule W5.
pub const W5: [Text; 3] = three(
    Text::new("照抄的报告", "copied reports"),
    Text::new(
        "较大的数字大多与上一年度报告，或与同年另一地区的报告完全相同。",
        "Most of the larger figures are those of the year before, or of another region in the same year.",
    ),
    Text::new("请核对报告是否为本年度、本地区的。", "Check that the report is of this year and region."),
);

/// Rule W6.
pub const W6: [Text; 3] = three(
    Text::new("互相抵消的错误", "errors that make up for each other"),
    Text::new(
        "表三中两列（或两行）相差同一个数而方向相反，总计列却相符：数字可能填错了列或行。",
        "Two columns (or rows) of table 3 are off by the same number in opposite directions, while the total column agrees: a figure may stand in the wrong column or row.",
    ),
    Text::new("请核对这两处。", "Check both places."),
);

/// Rule W7.
pub const W7: [Text; 3] = three(
    Text::new("县级报告填有规章", "a county with rules of its own"),
    Text::new(
        "县级政府没有规章制定权，规章各栏应为 0；常见原因是把规范性文件填入规章栏。",
        "Counties have no power to make rules; mostly normative documents were put into that row.",
    ),
    Text::new("请核对是否应填入行政规范性文件。", "Check whether these are normative documents."),
);

/// Rule W8.
pub const W8: [Text; 3] = three(
    Text::new("格式、年份、合计行", "form, year, row of totals"),
    Text::new(
        "表格格式与年度不符；发布日期或文件名与年度不符；某行数字等于其他各地之和（合计行混入）。",
        "A form that is not that of the year; a date or file name of another year; a row that is the sum of all others.",
    ),
    Text::new("请核对该报告的标注。", "Check the labels of this report."),
);

/// Rule W9.
pub const W9: [Text; 3] = three(
    Text::new("缺报告或缺表格", "no report, or no table"),
    Text::new(
        "指明省、市或地区时，列出其中没有报告的年份；否则列出首末年份之间的缺年。只录入文字部分的报告作为提示列出。",
        "Where places are named: every year without a report; else the years missing between a region's first and last. Reports of which only the text was read are noted.",
    ),
    Text::new("请补充报告。", "Supply the report."),
);
