//! File names with braces, one file a group: `out/{province}-{year}.png`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::text::output as words;

/// The columns that a name may have in braces.
pub const KNOWN: [&str; 6] = ["region", "province", "prefecture", "class", "year", "metric"];

/// A file name with columns in braces. `{{` and `}}` stand for the braces themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Column(&'static str),
}

impl NamePattern {
    /// Reads a pattern; a name without braces is one too.
    ///
    /// # Errors
    /// [`ErrorKind::Request`] for a brace that is not closed or names no known column.
    pub fn parse(pattern: &str) -> Result<Self> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = pattern.chars();
        while let Some(c) = rest.next() {
            let doubled = (c == '{' || c == '}') && rest.as_str().starts_with(c);
            if doubled {
                rest.next();
            }
            if c != '{' || doubled {
                literal.push(c);
                continue;
            }
            let Some((name, behind)) = rest.as_str().split_once('}') else {
                return Err(Error::new(ErrorKind::Request, words::open_brace(pattern)).with_hint(known()));
            };
            let Some(column) = KNOWN.into_iter().find(|known| *known == name) else {
                let message = words::unknown_brace(pattern, name);
                return Err(Error::new(ErrorKind::Request, message).with_hint(known()));
            };
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(Part::Column(column));
            rest = behind.chars();
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self { parts })
    }

    /// The columns in braces, each once, in order of appearance; none for a plain file name.
    pub fn columns(&self) -> Vec<&'static str> {
        let mut columns = Vec::new();
        for part in &self.parts {
            if let Part::Column(column) = part
                && !columns.contains(column)
            {
                columns.push(*column);
            }
        }
        columns
    }

    /// The path of a group. Its values are made safe for file names on every system, so that none can
    /// lead into another folder; a value that is missing or empty becomes `_`.
    pub fn render(&self, values: &BTreeMap<&str, String>) -> PathBuf {
        let mut path = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => path.push_str(literal),
                Part::Column(column) => {
                    path.push_str(&safe(values.get(column).map_or("", String::as_str)));
                }
            }
        }
        PathBuf::from(path)
    }

    /// The paths of several groups, in their order.
    ///
    /// # Errors
    /// [`ErrorKind::Request`] when two groups would be written to one file, also where they differ in
    /// upper and lower case only, which Windows and macOS do not tell apart.
    pub fn render_all<'a>(
        &self,
        groups: impl IntoIterator<Item = &'a BTreeMap<&'a str, String>>,
    ) -> Result<Vec<PathBuf>> {
        let mut paths = Vec::new();
        let mut seen: BTreeMap<String, &BTreeMap<&str, String>> = BTreeMap::new();
        for group in groups {
            let path = self.render(group);
            if let Some(other) = seen.insert(folded(&path), group) {
                let message =
                    words::same_file(&path.display().to_string(), &describe(other), &describe(group));
                return Err(Error::new(ErrorKind::Request, message).with_hint(words::tell_groups_apart()));
            }
            paths.push(path);
        }
        Ok(paths)
    }
}

/// The values of a group in one line.
fn describe(group: &BTreeMap<&str, String>) -> String {
    group.values().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn folded(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

fn known() -> crate::text::Label {
    words::known_braces(&KNOWN.map(|name| format!("{{{name}}}")).join(" "))
}

/// A value as part of a file name on Windows, macOS and Linux.
pub(crate) fn safe(value: &str) -> String {
    let replaced: String = value
        .trim()
        .chars()
        .map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c })
        .collect();
    let trimmed = replaced.trim_end_matches(['.', ' ']);
    if trimmed.is_empty() || is_reserved(trimmed) { format!("{trimmed}_") } else { trimmed.to_owned() }
}

/// Names of devices, which Windows does not allow for files, with whatever ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|n| n.chars().count() == 1 && "123456789¹²³".contains(n))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::*;
    use crate::text::Lang;

    fn group<'a>(pairs: &[(&'a str, &str)]) -> BTreeMap<&'a str, String> {
        pairs.iter().map(|&(name, value)| (name, value.to_owned())).collect()
    }

    #[test]
    fn braces_are_filled_in() {
        let pattern = NamePattern::parse("out/{province}-{year}/{province}.png").unwrap();
        assert_eq!(pattern.columns(), ["province", "year"]);
        let path = pattern.render(&group(&[("province", "宁夏"), ("year", "2022")]));
        assert_eq!(path, Path::new("out/宁夏-2022/宁夏.png"));
    }

    #[test]
    fn doubled_braces_stand_for_themselves() {
        let pattern = NamePattern::parse("{{{year}}}.csv").unwrap();
        assert_eq!(pattern.render(&group(&[("year", "2022")])), Path::new("{2022}.csv"));
        assert!(NamePattern::parse("plain.csv").unwrap().columns().is_empty());
    }

    #[test]
    fn an_unknown_brace_lists_the_known_ones() {
        let error = NamePattern::parse("{county}.csv").unwrap_err();
        assert!(error.message(Lang::Zh).contains("{county}"));
        assert!(error.hint(Lang::En).unwrap().contains("{prefecture}"));
        assert_eq!(NamePattern::parse("{year.csv").unwrap_err().kind(), ErrorKind::Request);
        assert_eq!(NamePattern::parse("{}.csv").unwrap_err().kind(), ErrorKind::Request);
    }

    #[test]
    fn values_are_safe_on_every_system() {
        for (value, expected) in [
            ("同心县", "同心县"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
            ("end. .", "end"),
            ("..", "_"),
            ("", "_"),
            ("con", "con_"),
            ("COM1.txt", "COM1.txt_"),
            ("COM10", "COM10"),
            ("Lpt¹", "Lpt¹_"),
            ("a\nb\0", "a_b_"),
        ] {
            assert_eq!(safe(value), expected, "{value:?}");
        }
    }

    #[test]
    fn two_groups_never_share_a_file() {
        let pattern = NamePattern::parse("{region}.csv").unwrap();
        let groups = [group(&[("region", "Aa")]), group(&[("region", "aA")])];
        let error = pattern.render_all(&groups).unwrap_err();
        assert!(error.to_string().contains("Aa and aA"), "{error}");
        assert!(error.hint(Lang::Zh).unwrap().contains("{prefecture}"));
    }

    proptest! {
        #[test]
        fn no_value_leaves_the_folder(value in ".*") {
            let name = safe(&value);
            prop_assert!(!name.is_empty());
            prop_assert!(Path::new(&name).components().count() == 1 && name != "." && name != "..");
            prop_assert!(!name.ends_with(['.', ' ']));
        }
    }
}
