//! Invented figures, checks that every chart must pass, and a way to look at charts.

use std::path::Path;

use super::scene::Bounds;
use super::{ChartError, Format, Frame, Scene, Size, render};

/// The sizes at which every kind is tested.
pub(crate) const SIZES: [Size; 3] = [Size::new(1600, 2000), Size::new(1200, 800), Size::new(600, 400)];

/// A frame with Chinese titles for a size.
pub(crate) fn frame(size: Size) -> Frame {
    Frame {
        title: "2022年政府信息公开申请予以公开率：模拟省各县（市、区）排名".to_owned(),
        subtitle: "予以公开件数占办结件数的比例（%），模拟省，按县级行政区".to_owned(),
        footer: vec![
            "数据来源：各县级人民政府2022年政府信息公开工作年度报告。".to_owned(),
            "共使用30份报告；2份未列入：1份缺表，1份办结件数为0。".to_owned(),
        ],
        desc: "条形图：模拟县0001居首，92.31%；中位数 71.20%。".to_owned(),
        size,
        synthetic: true,
        ..Frame::default()
    }
}

/// A figure between 0 and 1 that looks random and is the same in every run.
pub(crate) fn noise(i: usize) -> f64 {
    let x = (i as f64 * 12.9898 + 4.1).sin() * 43758.5453;
    x - x.floor()
}

/// A name: invented, now and then as long as names get.
pub(crate) fn name(i: usize) -> String {
    match i {
        2 => "双江拉祜族佤族布朗族傣族自治县".to_owned(),
        _ => format!("模拟县{i:04}"),
    }
}

/// Whether a text is the name, whole or shortened to make room.
pub(crate) fn is_name(text: &str, name: &str) -> bool {
    let shortened = || {
        text.split_once('…')
            .is_some_and(|(start, end)| !start.is_empty() && name.starts_with(start) && name.ends_with(end))
    };
    text == name || shortened()
}

/// Fails when a text leaves the picture or lies on another.
pub(crate) fn check_texts(scene: &Scene) {
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    let boxes: Vec<(&str, Bounds)> = scene.texts().map(|t| (t.text.as_str(), t.bounds())).collect();
    for (text, b) in &boxes {
        let inside = b.x0 >= 0.0 && b.y0 >= 0.0 && b.x1 <= width && b.y1 <= height;
        assert!(inside, "{text} leaves the picture of {width}x{height}: {b:?}");
    }
    for (i, (text, a)) in boxes.iter().enumerate() {
        for (other, b) in boxes.iter().skip(i + 1) {
            assert!(!a.overlaps(*b, 0.3), "{text} {a:?} lies on {other} {b:?} at {width}x{height}");
        }
    }
}

/// Writes the pages of a chart as PNG and SVG into the directory that `GONGKAI_LOOK` names, to be looked at;
/// does nothing without it.
pub(crate) fn look(name: &str, scenes: &Result<Vec<Scene>, ChartError>) {
    let Some(folder) = std::env::var_os("GONGKAI_LOOK") else { return };
    let scenes = scenes.as_ref().expect("a chart");
    for (i, scene) in scenes.iter().enumerate().take(2) {
        let stem = format!("{name}-{}x{}-{}", scene.width, scene.height, i + 1);
        for (format, ending) in [(Format::Png, "png"), (Format::Svg, "svg")] {
            let bytes = render(scene, format).expect("a file");
            std::fs::write(Path::new(&folder).join(format!("{stem}.{ending}")), bytes).expect("written");
        }
    }
}
