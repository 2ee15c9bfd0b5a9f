//! Regions: names, codes, what became of them, and the group they belong to.

use gongkai::error::ErrorKind;

use crate::support::china;

#[test]
fn a_region_is_found_by_code_name_full_name_and_short_name() {
    let regions = china().regions;
    for word in ["640324", "同心县", "宁夏回族自治区同心县", "吴忠市同心县", "同心"] {
        let found = regions.resolve(word).unwrap_or_else(|e| panic!("{word}: {e}"));
        assert_eq!(found.region.code, "640324", "{word}");
    }
}

/// Source: datasets/china/regions.csv; 密云县 became 密云区 in 2015.
#[test]
fn an_old_name_finds_its_successor_and_says_so() {
    let found = china().regions.resolve("密云县").expect("密云县");
    assert_eq!(found.codes, ["110228", "110118"]);
    assert!(
        found.notes[0].text.zh.contains("密云县（110228）用到 2014 年，其后为密云区（110118）"),
        "{:?}",
        found.notes
    );
    let new = china().regions.resolve("密云区").expect("密云区");
    assert_eq!(new.codes, ["110118"]);
    assert!(new.notes[0].text.en.contains("includes what was 密云县 (110228) until 2014"), "{:?}", new.notes);
}

/// Source: datasets/china/regions.csv; 130502 was 桥东区 and is 襄都区.
#[test]
fn a_code_that_kept_its_number_through_a_rename_is_one_region() {
    let found = china().regions.resolve("130502").expect("130502");
    assert_eq!(found.region.name, "襄都区");
}

#[test]
fn provinces_and_prefectures_are_found_without_their_last_character() {
    let regions = china().regions;
    assert_eq!(regions.resolve_group("province", "江苏").expect("江苏"), "江苏省");
    assert_eq!(regions.resolve_group("prefecture", "宿迁").expect("宿迁"), "宿迁市");
    assert_eq!(regions.resolve_group("province", "320000").expect("code"), "江苏省");
    let error = regions.resolve_group("province", "江西苏").expect_err("no such province");
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[test]
fn searching_takes_words_of_name_and_place() {
    let regions = china().regions;
    let names: Vec<String> = regions.search("南京 鼓楼").into_iter().map(|region| region.code).collect();
    assert_eq!(names, ["320106"]);
}
