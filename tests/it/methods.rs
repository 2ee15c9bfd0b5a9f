//! The pages of the methods are what the program says of them, and name columns that exist.
//! `TRYCMD=overwrite cargo test methods` writes them anew.

use std::fs;

use gongkai::text::methods::methods;

use crate::support::root;

#[test]
fn each_method_has_its_page() {
    let folder = root().join("docs/methods");
    let overwrite = std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite");
    let mut pages: Vec<String> = Vec::new();
    for method in methods() {
        let path = root().join(method.page());
        if overwrite {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, method.to_markdown()).expect("written");
        }
        let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", method.page()));
        assert_eq!(page, method.to_markdown(), "{}; write it anew with TRYCMD=overwrite", method.page());
        pages.push(format!("{}.md", method.id));
    }
    let mut there: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    pages.sort();
    there.sort();
    assert_eq!(there, pages);
}
