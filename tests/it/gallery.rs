//! The gallery in `charts/`: its pictures are those the program draws, and its lists agree.
//! `bash charts/draw.sh` draws it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::root;

/// A line of `charts/gallery.txt`.
struct Entry {
    name: String,
    arguments: String,
}

fn gallery() -> Vec<Entry> {
    let text = fs::read_to_string(root().join("charts/gallery.txt")).expect("charts/gallery.txt is readable");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, arguments) = line.split_once(" | ").unwrap_or_else(|| panic!("no ` | ` in: {line}"));
            Entry { name: name.to_owned(), arguments: arguments.to_owned() }
        })
        .collect()
}

/// Draws an entry into a folder, in both formats.
fn draw(entry: &Entry, folder: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(root()).env_remove("GONGKAI_LANG").args(entry.arguments.split_whitespace());
    for ending in ["svg", "png"] {
        command.arg("-o").arg(folder.join(format!("{}.{ending}", entry.name)));
    }
    let output = command.output().expect("the program runs");
    // A check that finds errors ends with 1, and its picture is drawn all the same.
    let drawn = output.status.success() || output.status.code() == Some(1);
    assert!(drawn, "{}: {}", entry.name, String::from_utf8_lossy(&output.stderr));
}

/// Width and height that an SVG states in its first tag.
fn svg_size(svg: &str) -> (u32, u32) {
    let side = |name: &str| {
        let (_, rest) = svg.split_once(&format!(" {name}=\"")).expect("the attribute is there");
        rest.split('"').next().expect("a value").parse().expect("whole pixels")
    };
    (side("width"), side("height"))
}

/// Width and height of a PNG, all of whose rows decode.
fn png_size(path: &Path) -> (u32, u32) {
    let file = std::io::BufReader::new(fs::File::open(path).expect("the picture is there"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
    while reader.next_row().expect("the row decodes").is_some() {}
    (reader.info().width, reader.info().height)
}

#[test]
fn the_gallery_is_what_the_program_draws() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut changed = Vec::new();
    for entry in gallery() {
        draw(&entry, folder.path());
        let svg = format!("{}.svg", entry.name);
        let drawn = fs::read_to_string(folder.path().join(&svg)).expect("the picture was drawn");
        let committed = fs::read_to_string(root().join("charts").join(&svg)).unwrap_or_default();
        if drawn != committed {
            changed.push(entry.name.clone());
            continue;
        }
        let png = format!("{}.png", entry.name);
        for place in [folder.path().join(&png), root().join("charts").join(&png)] {
            assert_eq!(png_size(&place), svg_size(&drawn), "{}", place.display());
        }
    }
    assert!(
        changed.is_empty(),
        "these pictures are drawn differently now; look at them and run `bash charts/draw.sh`: {changed:?}"
    );
}

#[test]
fn the_gallery_has_no_picture_that_no_line_names() {
    let named: BTreeSet<String> = gallery().into_iter().map(|entry| entry.name).collect();
    for file in fs::read_dir(root().join("charts")).expect("the folder is there") {
        let path = file.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "svg" || ending == "png") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(named.contains(&name), "charts/gallery.txt does not name {}", path.display());
        }
    }
}

#[test]
fn the_readme_of_the_gallery_shows_each_picture_with_its_command() {
    let text = fs::read_to_string(root().join("charts/README.md")).expect("charts/README.md is readable");
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let entries = gallery();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(headings, names);
    for Entry { name, arguments } in &entries {
        assert!(text.contains(&format!("]({name}.png)")), "no picture {name}.png");
        let command = format!("gongkai {arguments} -o {name}.png\n");
        assert!(text.contains(&command), "the command of {name} is not: {command}");
    }
}

/// The head of each README shows four pictures, each above the command that draws it.
#[test]
fn the_readmes_show_four_pictures_that_exist_with_their_commands() {
    let entries = gallery();
    for name in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(name)).expect("a README");
        for (at, _) in text.match_indices("](charts/") {
            let path = text[at + 2..].split(')').next().expect("a path");
            assert!(root().join(path).exists(), "{name} shows {path}, which does not exist");
        }
        let with_command = |entry: &&Entry| {
            let (picture, arguments) = (&entry.name, &entry.arguments);
            text.contains(&format!("](charts/{picture}.png)"))
                && text.contains(&format!("`gongkai {arguments} -o {picture}.png`"))
        };
        assert_eq!(entries.iter().filter(with_command).count(), 4, "{name}");
    }
}
