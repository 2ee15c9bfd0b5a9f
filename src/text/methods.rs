//! The statistical methods in plain words, read from `methods.toml`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Label, Lang, Text};

/// A statistical method.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Stable name.
    pub id: String,
    /// Where its figures stand: command, option, columns.
    pub seen: String,
    /// Its name.
    pub title: Label,
    /// What it answers.
    pub answers: Label,
    /// When not to use it.
    pub not_for: Label,
    /// The formula.
    pub formula: String,
    /// Where it comes from.
    pub source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    method: Vec<Method>,
}

/// All methods, in the order in which they are explained. A test makes sure that they can be read.
pub fn methods() -> &'static [Method] {
    static METHODS: LazyLock<File> =
        LazyLock::new(|| toml::from_str(include_str!("methods.toml")).unwrap_or_default());
    &METHODS.method
}

const ANSWERS: Text = Text::new("回答什么", "What it answers");
const NOT_FOR: Text = Text::new("什么时候不用", "When not to use it");
const FORMULA: Text = Text::new("公式", "Formula");
const SOURCE: Text = Text::new("出处", "Source");
const SEEN: Text = Text::new("见于", "Seen in");
const PAGE: Text = Text::new("说明页", "Page");

impl Method {
    /// The file that explains it, in the project's folder.
    pub fn page(&self) -> String {
        format!("docs/methods/{}.md", self.id)
    }

    /// The method in a language, for the terminal.
    pub fn explain(&self, lang: Lang) -> String {
        let mut out = format!("{}: {}\n", self.id, self.title.get(lang));
        let page = self.page();
        let lines = [
            (ANSWERS, self.answers.get(lang)),
            (NOT_FOR, self.not_for.get(lang)),
            (FORMULA, &self.formula),
            (SOURCE, &self.source),
            (SEEN, &self.seen),
            (PAGE, &page),
        ];
        for (name, text) in lines {
            let _ = writeln!(out, "{}{}{text}", name.get(lang), lang.pick("：", ": "));
        }
        out
    }

    /// Its page, Chinese first.
    pub fn to_markdown(&self) -> String {
        let mut page = String::new();
        for lang in [Lang::Zh, Lang::En] {
            let level = if lang == Lang::Zh { "#" } else { "##" };
            let _ = writeln!(page, "{level} {}\n", self.title.get(lang));
            for (name, text) in [(ANSWERS, &self.answers), (NOT_FOR, &self.not_for)] {
                let _ = writeln!(page, "**{}**{}{}\n", name.get(lang), lang.pick("：", ": "), text.get(lang));
            }
            let _ = writeln!(page, "**{}**{}`{}`\n", SEEN.get(lang), lang.pick("：", ": "), self.seen);
        }
        let heading = |text: Text| format!("{} / {}", text.zh, text.en);
        let _ = write!(
            page,
            "## {}\n\n```text\n{}\n```\n\n{}: {}\n",
            heading(FORMULA),
            self.formula,
            heading(SOURCE),
            self.source
        );
        page
    }
}

/// A method that there is none of.
pub fn no_such_method(id: &str) -> Label {
    Label::new(format!("没有方法“{id}”"), format!("there is no method \"{id}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_methods_can_be_read_and_have_names_of_their_own() {
        let ids: Vec<&str> = methods().iter().map(|method| method.id.as_str()).collect();
        assert!(ids.contains(&"wilson") && ids.len() >= 13, "{ids:?}");
        let different: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(different.len(), ids.len());
    }
}
