//! Names that Stata takes: at most 32 ASCII letters, digits and underscores, not beginning with a digit.

use std::collections::BTreeSet;

/// The most characters of a name.
pub const LONGEST_STATA_NAME: usize = 32;

/// Endings that are shortened first, since they tell the columns of one figure apart.
const ENDINGS: [(&str, &str); 9] = [
    ("__natural_person", "__np"),
    ("__business", "__biz"),
    ("__research", "__res"),
    ("__social_organisation", "__so"),
    ("__legal_service", "__ls"),
    ("__other_organisation", "__oth"),
    ("_numerator", "_num"),
    ("_denominator", "_den"),
    ("_status", "_st"),
];

/// Words that Stata keeps for itself.
const RESERVED: [&str; 20] = [
    "_all", "_b", "_coef", "_cons", "_n", "_N", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float",
    "if", "in", "int", "long", "strL", "using", "with",
];

/// The names in Stata of columns, in their order: a name that fits stays as it is; a longer one has its ending
/// shortened, then its words cut alike until it fits. No two are the same.
pub fn stata_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let names: Vec<&str> = names.into_iter().collect();
    // Who needs no change keeps its name, wherever it stands.
    let mut used: BTreeSet<String> =
        names.iter().filter(|name| fits(name)).map(|name| (*name).to_owned()).collect();
    let short = |name: &&str| {
        if fits(name) {
            return (*name).to_owned();
        }
        let base = shortened(name);
        let numbered = (2_usize..).map(|number| {
            let end = number.to_string();
            let room = LONGEST_STATA_NAME - end.len();
            format!("{}{end}", base.chars().take(room).collect::<String>())
        });
        let free = std::iter::once(base.clone()).chain(numbered).find(|name| !used.contains(name));
        let name = free.unwrap_or(base);
        used.insert(name.clone());
        name
    };
    names.iter().map(short).collect()
}

fn is_reserved(name: &str) -> bool {
    let typed = name
        .strip_prefix("str")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    RESERVED.contains(&name) || typed
}

fn fits(name: &str) -> bool {
    let right = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let begins = name.bytes().next().is_some_and(|b| !b.is_ascii_digit());
    right && begins && name.len() <= LONGEST_STATA_NAME && !is_reserved(name)
}

fn shortened(name: &str) -> String {
    let mut name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if is_reserved(&name) {
        name.push('_');
    }
    let mut end = String::new();
    // `…__business_status` has two endings.
    while name.len() + end.len() > LONGEST_STATA_NAME {
        let Some((long, short)) = ENDINGS.iter().find(|(long, _)| name.ends_with(long)) else { break };
        name.truncate(name.len() - long.len());
        end.insert_str(0, short);
    }
    for longest in (2..=8).rev() {
        if name.len() + end.len() <= LONGEST_STATA_NAME {
            break;
        }
        let words: Vec<String> = name.split('_').map(|word| word.chars().take(longest).collect()).collect();
        name = words.join("_");
    }
    name.truncate(LONGEST_STATA_NAME.saturating_sub(end.len()));
    name + &end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::dictionary;

    #[test]
    fn a_name_that_fits_stays_and_a_longer_one_can_be_recognised() {
        let names = stata_names([
            "graphic_share",
            "unavailable_not_held__legal_service",
            "denied_administrative_inquiry__natural_person",
            "2024",
            "得分",
            "int",
            "str8",
        ]);
        let expected = [
            "graphic_share",
            "unavailable_not_held__ls",
            "denied_administ_inquiry__np",
            "_2024",
            "__",
            "int_",
            "str8_",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn every_field_and_its_status_has_a_name_of_its_own() {
        let fields = dictionary().fields();
        let all: Vec<String> =
            fields.iter().flat_map(|f| [f.name.clone(), format!("{}_status", f.name)]).collect();
        let names = stata_names(all.iter().map(String::as_str));
        assert!(names.iter().all(|name| fits(name)), "{names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), all.len());
        // Names that are numbered would depend on what else is exported.
        let alone = all.iter().map(|name| stata_names([name.as_str()]).remove(0));
        assert_eq!(alone.collect::<Vec<_>>(), names);
    }

    #[test]
    fn names_that_would_be_alike_are_numbered() {
        let long = "a".repeat(40);
        let longer = "a".repeat(41);
        let names = stata_names([long.as_str(), longer.as_str()]);
        assert_eq!(names, ["a".repeat(8), format!("{}2", "a".repeat(8))]);
    }
}
