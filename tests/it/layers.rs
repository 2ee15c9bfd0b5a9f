//! The layers of the library: a module may use those below it, never one above.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The layers, lowest first; modules of one layer may use each other.
const LAYERS: [&[&str]; 8] = [
    &["error", "schema", "stats", "text"],
    &["dataset", "metric"],
    &["check"],
    &["ingest"],
    &["analysis"],
    &["chart", "output"],
    &["batch"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

pub(crate) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The first name behind `crate::` in every mention of it in code.
fn mentions(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split(',').map(str::to_owned).collect(),
            None => vec![rest],
        })
        .map(|rest| rest.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn no_module_names_one_above_it() {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut upward = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&src).expect("inside src");
        let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" || module == "cli" {
            continue;
        }
        let own = layer(&module)
            .unwrap_or_else(|| panic!("the module {module} belongs to no layer: add it to LAYERS"));
        let text = fs::read_to_string(&path).expect("readable");
        for name in mentions(&text) {
            if layer(&name).is_some_and(|other| other > own) {
                upward.push(format!("{} names crate::{name}", relative.display()));
            }
        }
    }
    assert_eq!(upward, Vec::<String>::new());
}

#[test]
fn every_module_of_the_library_belongs_to_a_layer() {
    let text = fs::read_to_string(root().join("src/lib.rs")).expect("readable");
    for line in text.lines() {
        if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            assert!(layer(module).is_some(), "{module}");
        }
    }
}
