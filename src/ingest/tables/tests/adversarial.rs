//! What is no table of the report gives nothing, and a label that is not certain gives no row.

use super::{document, grid, paragraph};
use crate::ingest::tables::read_tables;

fn gives_nothing(lines: &[&str]) {
    let tables = read_tables(&document(vec![grid(lines)]));
    assert!(tables.figures.is_empty(), "{lines:?}: {:#?}", tables.figures);
}

#[test]
fn other_tables_give_nothing() {
    gives_nothing(&["首页|政务公开|政府信息公开年报", "行政许可|行政处罚|行政强制"]);
    gives_nothing(&[
        "项目|一季度|二季度|三季度|四季度|五|六|总计",
        "其他|1|2|3|4|5|6|21",
        "总计|1|2|3|4|5|6|21",
    ]);
    gives_nothing(&["类别|数量", "主动公开|12", "总计|12", "合计|12"]);
    gives_nothing(&[
        "2023 年，本机关新收政府信息公开申请 36 件，其中自然人 30 件，法人或其他组织 6 件，予以公开 12 件。",
    ]);
    gives_nothing(&["单位|收到申请|予以公开|不予公开", "教育局|3|2|1", "公安局|5|4|1", "总计|8|6|2"]);
    gives_nothing(&["行政许可|12733", "行政处罚|2948"]);
    gives_nothing(&["序号|项目|数量", "1|行政复议|3", "2|信访|5"]);
    gives_nothing(&["部门|行政复议|行政诉讼", "公安局|1|0", "住建局|2|3"]);
}

#[test]
fn a_table_behind_the_report_is_not_its_third() {
    let rows = [
        "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
        "一、本年新收政府信息公开申请数量|16|0|0|0|0|0|16",
        "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
        "（一）予以公开|14|0|0|0|0|0|14",
        "四、结转下年度继续办理|2|0|0|0|0|0|2",
    ];
    let other = ["项目|一|二|三|四|五|六|七", "总计|9|9|9|9|9|9|9", "其他|8|8|8|8|8|8|8"];
    let tables = read_tables(&document(vec![grid(&rows), grid(&other)]));
    assert!(!tables.figures.contains_key("resolved_total"), "{:?}", tables.figures.get("resolved_total"));
    let blocks = vec![grid(&rows), paragraph("六、其他需要报告的事项"), grid(&other)];
    assert_eq!(read_tables(&document(blocks)).figures.len(), 28);
}

#[test]
fn a_mangled_label_gives_nothing_and_is_said() {
    for label in [
        "3.X稳Y",
        "属于信息",
        "5.属于类信息",
        "政府信息公开申请",
        "法律服务",
        "",
        "四、结果",
        "不予",
        "8.属于行政",
    ] {
        let line = format!("{label}|7|0|0|0|0|0|7");
        let rows = [
            "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
            "一、本年新收政府信息公开申请数量|16|0|0|0|0|0|16",
            "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
            "（一）予以公开|9|0|0|0|0|0|9",
            &line,
            "（七）总计|16|0|0|0|0|0|16",
        ];
        let tables = read_tables(&document(vec![grid(&rows)]));
        let wrong: Vec<_> = tables.figures.iter().filter(|(_, r)| r.value == Some(7.0)).collect();
        assert!(wrong.is_empty(), "{label}: {wrong:#?}");
        assert_eq!(tables.remarks.len(), 1, "{label}: {:?}", tables.remarks);
    }
}

#[test]
fn two_tables_that_differ_leave_the_field_open() {
    let rows = |n: u32| {
        [
            "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计".to_owned(),
            format!("一、本年新收政府信息公开申请数量|{n}|0|0|0|0|0|{n}"),
            "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0".to_owned(),
            "四、结转下年度继续办理|2|0|0|0|0|0|2".to_owned(),
        ]
    };
    let block = |n| grid(&rows(n).iter().map(String::as_str).collect::<Vec<_>>());
    let tables = read_tables(&document(vec![block(5), block(6)]));
    assert_eq!(tables.figures["received_new"].value, None);
    assert_eq!(tables.figures["carried_out"].value, Some(2.0));
}

#[test]
fn headers_that_do_not_stand_over_the_figures_are_not_trusted() {
    // Seven columns of figures under headers that were shifted by one.
    let rows = [
        "|||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
        "一、本年新收政府信息公开申请数量||3|2|0|0|0|0|5",
        "二、上年结转政府信息公开申请数量||1|0|0|0|0|0|1",
        "四、结转下年度继续办理||2|0|0|0|0|0|2",
    ];
    let tables = read_tables(&document(vec![grid(&rows)]));
    assert_eq!(tables.figures["received_new__natural_person"].value, Some(3.0));
    assert_eq!(tables.figures["received_new"].value, Some(5.0));
}

#[test]
fn table_2_needs_a_heading_or_rows_that_tell_its_form() {
    let two =
        |lines: &[&str]| read_tables(&document(vec![paragraph("二、主动公开政府信息情况"), grid(lines)]));
    assert!(two(&["规章|1|2|3", "行政许可|5"]).figures.is_empty());
    let tables = two(&[
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规范性文件|22（其中修订16件）|0|28",
        "行政许可|５，000",
    ]);
    assert_eq!(tables.figures["normative_docs_issued"].value, Some(22.0));
    assert_eq!(tables.figures["permits_decided"].value, Some(5000.0));
    let tables = two(&["信息内容|本年收费金额（单位：元）", "行政事业性收费|251000"]);
    assert_eq!(tables.figures["fees_wan_yuan"].value, Some(25.1));
}

/// Files of a few hundred kilobytes, each of which took minutes or all memory.
#[test]
fn what_is_repeated_without_end_is_not_weighed_against_itself() {
    let row = |label: &str| format!("{label}|1|0|0|0|0|0|1");
    let torn = vec!["甲乙丙丁戊".to_owned(); 500];
    let pieces = [vec![row("（一）予以公开")], torn.clone(), vec![row("庚辛")], torn].concat();
    let totals = [vec!["（三）不予公开".to_owned()], vec![row("总计"); 3_000]].concat();
    let long = vec!["予以公开".repeat(200_000), row("（一）予以公开")];
    for lines in [pieces, totals, long] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        read_tables(&document(vec![paragraph("三、收到和处理政府信息公开申请情况"), grid(&lines)]));
    }
    let reviews = vec!["行政复议|甲"; 5_000];
    read_tables(&document(vec![paragraph("四、政府信息公开行政复议、行政诉讼情况"), grid(&reviews)]));
}
