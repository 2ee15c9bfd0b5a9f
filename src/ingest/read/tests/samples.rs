//! The sample reports; what is expected was read off the files themselves.

use super::*;

#[test]
fn every_sample_has_its_paragraphs_and_tables() {
    // In the order of the samples, without the tables of a page's layout.
    let tables = [3, 4, 6, 6, 7, 3, 3, 3, 3, 3];
    for ((name, bytes), count) in SAMPLES.iter().zip(tables) {
        let document = document(name, bytes);
        assert_eq!(grids(&document).len(), count, "{name}");
        let text = paragraphs(&document);
        assert!(text.iter().any(|line| line.contains("政府信息公开工作年度报告")), "{name}");
        assert!(text.iter().any(|line| line.starts_with("一、总体情况")), "{name}");
        assert!(text.iter().any(|line| line.starts_with("六、其他需要报告的事项")), "{name}");
        assert!(text.iter().all(|line| !line.contains("首页")), "{name}: navigation");
        for grid in grids(&document) {
            for cell in &grid.cells {
                assert!(cell.row + cell.row_span <= grid.rows, "{name}");
                assert!(cell.column + cell.column_span <= grid.columns, "{name}");
                assert_eq!(cell.text, cell.text.trim(), "{name}");
            }
        }
    }
}

#[test]
fn a_page_with_nested_layout_gives_the_tables_themselves() {
    let document = sample("shanghai_office_2019.html");
    let grids = grids(&document);
    let sizes: Vec<(usize, usize)> = grids.iter().map(|grid| (grid.rows, grid.columns)).collect();
    assert_eq!(sizes.get(..6), Some(&[(4, 4), (4, 4), (4, 4), (3, 4), (3, 4), (26, 10)][..]));
    assert_eq!(at(grids[4], 2, 2), "251000元");
    assert_eq!(at(grids[5], 0, 2), "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
    assert_eq!(row(grids[5], 3), ["一、本年新收政府信息公开申请数量", "821", "35", "", "", "2", "1", "859"]);
    assert_eq!(document.title.as_deref(), Some("2019年上海市人民政府办公厅政府信息公开工作年度报告"));
    assert_eq!(document.published, None);
}

#[test]
fn a_date_of_publication_comes_from_the_metadata() {
    let document = sample("suqian_2023.html");
    assert_eq!(document.published.as_deref(), Some("2024-02-07 09:30"));
}

#[test]
fn a_page_of_a_word_processor_in_gbk_is_read() {
    let document = sample("shuyang_drc_2023.html");
    let grids = grids(&document);
    assert_eq!(row(grids[0], 3), ["行政规范性文件", "8", "0", "18"]);
    assert_eq!(at(grids[1], 5, 1), "（一）予以公开");
    assert_eq!(at(grids[1], 26, 0), "三 、本 年 度办 理 结 果");
}

#[test]
fn torn_rows_of_a_text_stay_in_their_table() {
    let document = sample("tongxin_2022.txt");
    let grids = grids(&document);
    assert_eq!((grids[0].rows, grids[0].columns, grids[0].place.line), (14, 4, Some(27)));
    assert_eq!((grids[1].rows, grids[1].place.line), (29, Some(45)));
    assert_eq!(row(grids[1], 5).first(), Some(&"三、本年"));
    assert_eq!(row(grids[1], 6).first(), Some(&"（一）予以公开"));
    assert_eq!(row(grids[1], 7).first(), Some(&"度办理 结果"));
    assert_eq!((grids[2].rows, grids[2].columns), (4, 15));
}

#[test]
fn bars_separate_cells_and_drawn_lines_are_no_rows() {
    let document = sample("baiyuan_2022.txt");
    let grids = grids(&document);
    assert_eq!(row(grids[0], 0), ["第二十条第（一）项", "", "", ""]);
    assert_eq!(row(grids[0], 1), ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]);
    assert_eq!(row(grids[1], 3)[1..], ["16", "1", "/", "1", "1", "/", "19", "", ""]);
}

#[test]
fn a_word_document_has_its_merged_cells() {
    let document = sample("hongze_2024.docx");
    let grids = grids(&document);
    let table = grids[4];
    assert_eq!((table.rows, table.columns), (26, 10));
    assert_eq!(at(table, 24, 0), "三 、本 年 度办 理 结 果");
    assert_eq!(row(table, 24), ["（七）办理结果合计", "95", "0", "0", "0", "0", "0", "95"]);
    assert_eq!((grids[5].rows, grids[5].columns), (4, 15));
}
