//! What a program that reads PDF finds in a chart.

use lopdf::{Dictionary, Document, Object};

use crate::chart::scene::{Anchor, Color, Hatch, Mark, Paint, Scene, Shape, Stroke, TextMark};
use crate::chart::{Weight, pdf};
use crate::text::Lang;

fn text(text: &str, weight: Weight, y: f64) -> Mark {
    let shape = Shape::Text(TextMark {
        text: text.to_owned(),
        x: 300.0,
        y,
        anchor: Anchor::Middle,
        quarter_turns: 0,
        weight,
        size: 16.0,
        color: Color(0, 0, 0),
        width: 200.0,
    });
    Mark { shape, region: None, tip: None }
}

/// A page with every kind of mark.
fn scene(title: &str) -> Scene {
    let line = Stroke::dashed(Color(9, 9, 9), 1.0, 4.0, 2.0);
    let hatch = Hatch { color: Color(90, 90, 90), gap: 5.0, width: 1.0 };
    let paint = Paint { fill: Some(Color(1, 2, 3)), hatch: Some(hatch), stroke: Some(line) };
    let mut turned = text("占比（%）", Weight::Regular, 200.0);
    if let Shape::Text(mark) = &mut turned.shape {
        mark.quarter_turns = 3;
    }
    let shapes = [
        Shape::Rect { x: 10.0, y: 10.0, w: 80.0, h: 30.0, paint },
        Shape::Rect { x: 10.0, y: 10.0, w: 0.0, h: 30.0, paint },
        Shape::Line { points: vec![(0.0, 0.0), (50.0, 20.0), (90.0, 5.0)], stroke: line },
        Shape::Circle { center: (50.0, 50.0), r: 8.0, paint },
        Shape::Polygon { points: vec![(0.0, 0.0), (5.0, 2.0), (9.0, 5.0)], paint },
    ];
    let shapes = shapes.map(|shape| Mark { shape, region: None, tip: None });
    Scene {
        width: 600,
        height: 400,
        title: title.to_owned(),
        desc: "条形图：双江县居首，92.31%。".to_owned(),
        lang: Lang::Zh,
        background: Color::WHITE,
        marks: shapes
            .into_iter()
            .chain([
                text(title, Weight::Bold, 20.0),
                text("双江县　1,234 −5.0%", Weight::Regular, 60.0),
                turned,
            ])
            .collect(),
    }
}

fn written(titles: &[&str]) -> Vec<u8> {
    let scenes: Vec<Scene> = titles.iter().map(|title| scene(title)).collect();
    pdf::write(&scenes).expect("a file")
}

fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF")
}

/// The dictionaries of a type.
fn of_type<'a>(document: &'a Document, wanted: &str) -> Vec<&'a Dictionary> {
    let all = document.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    });
    all.filter(|dictionary| dictionary.has_type(wanted.as_bytes())).collect()
}

#[test]
fn the_words_can_be_read_again() {
    let document = read(&written(&["各县予以公开率排名"]));
    let found = document.extract_text(&[1]).expect("text");
    for words in ["各县予以公开率排名", "双江县　1,234 −5.0%", "占比（%）"] {
        assert!(found.contains(words), "{words} in {found}");
    }
}

#[test]
fn only_the_characters_used_are_embedded() {
    let bytes = written(&["各县予以公开率排名"]);
    assert!(bytes.len() < 30_000, "{} bytes", bytes.len());
    let document = read(&bytes);
    let fonts = of_type(&document, "FontDescriptor");
    assert_eq!(fonts.len(), 2, "regular and bold");
    for font in fonts {
        assert!(font.has(b"FontFile3"));
        let name = font.get(b"FontName").and_then(Object::as_name).expect("a name");
        let name = String::from_utf8_lossy(name);
        assert!(name.contains("+NotoSans"), "a subset has a tag before its name: {name}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes_without_a_date() {
    let bytes = written(&["甲", "乙"]);
    assert_eq!(bytes, written(&["甲", "乙"]));
    for date in ["CreationDate", "ModDate", "CreateDate"] {
        assert!(!bytes.windows(date.len()).any(|window| window == date.as_bytes()), "{date}");
    }
}

#[test]
fn pages_stand_in_one_file_each_with_its_words_and_alternative_text() {
    let document = read(&written(&["第一页", "第二页", "第三页"]));
    assert_eq!(document.get_pages().len(), 3);
    assert!(document.extract_text(&[2]).expect("text").contains("第二页"));
    let figures = of_type(&document, "StructElem").into_iter().filter_map(|element| element.get(b"Alt").ok());
    assert_eq!(figures.count(), 3);
}

#[test]
fn the_file_says_its_title_and_language_and_a_pixel_is_a_150th_of_an_inch() {
    let document = read(&written(&["各县排名"]));
    let catalog = document.catalog().expect("a catalogue");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"zh-CN");
    let info = document.trailer.get_deref(b"Info", &document).and_then(Object::as_dict).expect("information");
    let title = info.get(b"Title").and_then(lopdf::decode_text_string).expect("a title");
    assert_eq!(title, "各县排名");
    let page = document.get_pages().get(&1).copied().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    let page_box = page.get(b"MediaBox").and_then(Object::as_array).expect("a box");
    let sides: Vec<f32> = page_box.iter().map(|side| side.as_float().expect("a number")).collect();
    assert_eq!(sides, [0.0, 0.0, 288.0, 192.0]);
}
