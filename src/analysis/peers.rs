//! Whom a region is compared with, itself left out.
//!
//! Peers are always of the same year and the same level. Those of a prefecture, a province or a kind of place are
//! the others of a group, the same for all in it; those by population are each region's own.

use std::collections::BTreeMap;

use super::By;
use crate::dataset::{Dataset, kind_of};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, peers as words};

/// How many peers a region has by population where no number is given.
pub const NEAREST: usize = 10;

/// Whom a region is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peers {
    /// All others that take part.
    #[default]
    All,
    /// The others of its province.
    Province,
    /// The others of its prefecture.
    Prefecture,
    /// The others of its kind: 县, 区, 市 (县级市) or 旗, by the ending of the name.
    Kind,
    /// So many others whose population is nearest to its own, by the ratio of the two.
    Population(usize),
}

impl Peers {
    /// The words for them on the command line; `population` may have a number behind a colon.
    pub const WORDS: [&'static str; 5] = ["all", "province", "prefecture", "kind", "population"];

    /// Reads `all`, `province`, `prefecture`, `kind`, `population` or `population:K`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim() {
            "all" => Self::All,
            "province" => Self::Province,
            "prefecture" => Self::Prefecture,
            "kind" => Self::Kind,
            "population" => Self::Population(NEAREST),
            other => {
                let count = other.strip_prefix("population:")?.trim().parse().ok()?;
                return (count > 0).then_some(Self::Population(count));
            }
        })
    }

    /// The word on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::Kind => "kind",
            Self::Population(_) => "population",
        }
    }

    /// They in words: "同省其他地区".
    pub fn label(self) -> Label {
        match self {
            Self::Population(count) => words::of(self.id(), count),
            _ => words::of(self.id(), 0),
        }
    }

    pub(super) const fn needs_population(self) -> bool {
        matches!(self, Self::Population(_))
    }
}

/// Refuses peers that the dataset or the rows cannot have.
pub(super) fn check(peers: Peers, dataset: &Dataset, by: By) -> Result<()> {
    if peers.needs_population() && !dataset.has("population") {
        let error = Error::new(ErrorKind::Request, words::no_population_column(&dataset.manifest.name));
        return Err(error.with_hint(words::add_population()));
    }
    let fits = match by {
        By::Region => true,
        By::Prefecture => matches!(peers, Peers::All | Peers::Province),
        By::Province => peers == Peers::All,
        By::All => false,
    };
    if fits {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Request, words::no_such_peers(by.id()))
        .with_hint(words::peers_there_are(by.id())))
}

/// One that may be a peer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    pub(super) code: &'a str,
    pub(super) region: &'a str,
    pub(super) level: &'a str,
    pub(super) prefecture: &'a str,
    pub(super) province: &'a str,
    pub(super) year: i32,
    /// Residents; only needed for peers by population.
    pub(super) population: Option<f64>,
}

impl<'a> Member<'a> {
    /// The name of its group; `None` where peers are no group, or where it belongs to none.
    pub(super) fn group(&self, peers: Peers) -> Option<&'a str> {
        let name = match peers {
            Peers::All => return Some("all"),
            Peers::Province => self.province,
            Peers::Prefecture => self.prefecture,
            Peers::Kind => kind_of(self.region),
            Peers::Population(_) => "",
        };
        (!name.is_empty()).then_some(name)
    }
}

/// The peers of every member.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The number of each member's group, whose others are its peers; `None` where it has none.
    Groups(Vec<Option<usize>>),
    /// The numbers of each member's own peers, the nearest first; `None` without a population.
    Nearest(Vec<Option<Vec<usize>>>),
}

/// Finds the peers of every member among the others.
pub(super) fn find(peers: Peers, members: &[Member<'_>]) -> Found {
    if let Peers::Population(count) = peers {
        return Found::Nearest(nearest(members, count));
    }
    let mut numbers = BTreeMap::new();
    let mut group = |member: &Member<'_>| {
        // Prefectures of one name would be told apart by their province.
        let province = if peers == Peers::Prefecture { member.province.to_owned() } else { String::new() };
        let key = (member.year, member.level.to_owned(), province, member.group(peers)?.to_owned());
        let next = numbers.len();
        Some(*numbers.entry(key).or_insert(next))
    };
    Found::Groups(members.iter().map(&mut group).collect())
}

/// Of each member the others of its year and level whose population is nearest by its logarithm; of two equally
/// near the smaller first.
fn nearest(members: &[Member<'_>], count: usize) -> Vec<Option<Vec<usize>>> {
    /// Logarithm of the population, code, number of the member.
    type Size<'a> = (f64, &'a str, usize);
    let mut all: BTreeMap<(i32, &str), Vec<Size<'_>>> = BTreeMap::new();
    for (i, member) in members.iter().enumerate() {
        if let Some(size) = member.population.filter(|size| *size > 0.0 && size.is_finite()) {
            all.entry((member.year, member.level)).or_default().push((size.ln(), member.code, i));
        }
    }
    let mut found = vec![None; members.len()];
    for sizes in all.values_mut() {
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        for (at, (own, _, i)) in sizes.iter().enumerate() {
            let (below, above) = sizes.split_at(at);
            let mut below = below.iter().rev().peekable();
            let mut above = above.iter().skip(1).peekable();
            let mut taken = Vec::new();
            while taken.len() < count {
                let down = below.peek().map(|(size, ..)| own - size);
                let up = above.peek().map(|(size, ..)| size - own);
                let next = match (down, up) {
                    (Some(down), Some(up)) if down <= up => below.next(),
                    (Some(_), None) => below.next(),
                    (_, Some(_)) => above.next(),
                    (None, None) => break,
                };
                taken.extend(next.map(|(.., peer)| *peer));
            }
            if let Some(slot) = found.get_mut(*i) {
                *slot = Some(taken);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(code: &'static str, region: &'static str, population: Option<f64>) -> Member<'static> {
        Member {
            code,
            region,
            level: "county",
            prefecture: "淮安市",
            province: "江苏省",
            year: 2024,
            population,
        }
    }

    #[test]
    fn peers_are_read_from_their_words() {
        assert_eq!(Peers::parse("kind"), Some(Peers::Kind));
        assert_eq!(Peers::parse("population"), Some(Peers::Population(10)));
        assert_eq!(Peers::parse("population:3"), Some(Peers::Population(3)));
        for bad in ["", "kinds", "population:0", "population:", "population:-1", "population:x", "Province"] {
            assert_eq!(Peers::parse(bad), None, "{bad}");
        }
    }

    /// By hand: of 100 the ratios to 50, 80, 130 and 190 are 2, 1.25, 1.3 and 1.9.
    #[test]
    fn the_nearest_by_population_are_those_of_the_smallest_ratio() {
        let sizes = [Some(50.0), Some(80.0), Some(100.0), Some(130.0), Some(190.0), None, Some(0.0)];
        let codes = ["a", "b", "c", "d", "e", "f", "g"];
        let members: Vec<_> = codes.into_iter().zip(sizes).map(|(code, n)| member(code, "县", n)).collect();
        let Found::Nearest(found) = find(Peers::Population(3), &members) else { panic!("no nearest") };
        assert_eq!(found[2], Some(vec![1, 3, 4]));
        assert_eq!(found[0], Some(vec![1, 2, 3]), "of the smallest those above it");
        assert_eq!((&found[5], &found[6]), (&None, &None), "without a population there are none");
        let Found::Nearest(all) = find(Peers::Population(99), &members) else { panic!("no nearest") };
        assert_eq!(all[2].as_ref().map(Vec::len), Some(4));
    }

    #[test]
    fn equals_are_all_as_near_and_one_alone_has_no_peers() {
        let members =
            [member("a", "县", Some(7.0)), member("b", "县", Some(7.0)), member("c", "县", Some(7.0))];
        let Found::Nearest(found) = find(Peers::Population(1), &members) else { panic!("no nearest") };
        assert_eq!(found, [Some(vec![1]), Some(vec![0]), Some(vec![1])]);
        let Found::Nearest(alone) = find(Peers::Population(1), &members[..1]) else { panic!("no nearest") };
        assert_eq!(alone, [Some(vec![])]);
    }

    #[test]
    fn a_year_and_a_level_are_never_mixed() {
        let mut members =
            [member("a", "东县", Some(7.0)), member("b", "西县", Some(7.0)), member("c", "南区", None)];
        assert_eq!(find(Peers::Kind, &members), Found::Groups(vec![Some(0), Some(0), Some(1)]));
        assert_eq!(find(Peers::Province, &members), Found::Groups(vec![Some(0); 3]));
        members[1].year = 2023;
        assert_eq!(find(Peers::Kind, &members), Found::Groups(vec![Some(0), Some(1), Some(2)]));
        assert_eq!(
            find(Peers::Population(1), &members),
            Found::Nearest(vec![Some(vec![]), Some(vec![]), None])
        );
        members[0].region = "神农架林区";
        assert_eq!(find(Peers::Kind, &members), Found::Groups(vec![None, Some(0), Some(1)]));
    }
}
