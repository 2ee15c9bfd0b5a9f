//! Two metrics of one year against each other.

use std::collections::BTreeMap;

use crate::analysis::{Answer, MetricCard};
use crate::chart::Size;
use crate::chart::figure::{Cells, Figure, Head, footer, only};
use crate::chart::scatter::{Measure, Scatter, ScatterPoint};
use crate::error::{Error, ErrorKind, Result};
use crate::stats::concordance::spearman_rho;
use crate::stats::median;
use crate::text::Lang;
use crate::text::charts::rank_spread as words;

/// From how many median distances a region lies far out.
const FAR: f64 = 3.5;

/// Regions up to which all have their names.
const FEW: usize = 20;

/// A region's figures of both metrics.
struct Pair {
    label: (String, String),
    values: [Option<f64>; 2],
}

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<Scatter> {
    let lang = asked.lang;
    let [first, second] = answer.metrics.as_slice() else {
        let error = Error::new(ErrorKind::Request, words::needs_two(answer.metrics.len()));
        return Err(error.with_hint(words::name_two()));
    };
    let cells = Cells::of(answer.main())?;
    let year = only(&cells.years()?, "year")?.unwrap_or_default();
    only(&cells.texts("level")?, "level")?;
    let groups = cells.texts("group")?;
    let place = groups.first().filter(|group| **group != "all" && groups.iter().all(|other| other == *group));
    let place = place.copied().unwrap_or_default();
    let pairs = pairs(&cells, [first, second])?;
    let mut points = points(&pairs, asked);
    let missing = pairs.len() - points.len();
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().map(|point| (point.x, point.y)).unzip();
    far_out(&mut points, &x, &y);
    let rho = spearman_rho(&x, &y).map(|found| found.coefficient);
    let mut lines: Vec<String> = footer(answer, first, lang);
    lines.extend(footer(answer, second, lang));
    lines.insert(0, words::scatter_explained().get(lang).to_owned());
    if missing > 0 {
        lines.insert(1, words::lacking(missing).get(lang).to_owned());
    }
    let farthest = points.iter().filter(|p| p.distance.is_some());
    let farthest = farthest.max_by(|a, b| a.distance.unwrap_or(0.0).total_cmp(&b.distance.unwrap_or(0.0)));
    let farthest = farthest.map(|point| point.label.as_str());
    let titles = (&first.title, &second.title);
    let head = Head {
        title: words::scatter_title(place, year, titles).get(lang).to_owned(),
        subtitle: words::scatter_subtitle(&answer.subtitle, rho, points.len()).get(lang).to_owned(),
        footer: lines,
        desc: words::scatter_desc(titles, year, (rho, points.len()), farthest).get(lang).to_owned(),
    };
    Ok(Scatter {
        frame: asked.frame(answer, head, Size::new(1200, 960)),
        x: measure(first, &x, lang),
        y: measure(second, &y, lang),
        points,
    })
}

fn measure(card: &MetricCard, values: &[f64], lang: Lang) -> Measure {
    let title = card.title.get(lang).to_owned();
    Measure { title, unit: card.unit, median: median(values).unwrap_or_default() }
}

/// The regions with what each has of the two metrics, by their codes.
fn pairs<'a>(cells: &Cells<'a>, cards: [&MetricCard; 2]) -> Result<BTreeMap<&'a str, Pair>> {
    let (codes, names) = (cells.texts("region_code")?, cells.texts("region")?);
    let (places, metrics) = (cells.texts("prefecture")?, cells.texts("metric")?);
    let (values, ranks) = (cells.numbers("value")?, cells.numbers("rank")?);
    let mut pairs: BTreeMap<&str, Pair> = BTreeMap::new();
    for i in 0..cells.rows() {
        let (Some(code), Some(name), Some(place)) = (codes.get(i), names.get(i), places.get(i)) else {
            continue;
        };
        let value = values.get(i).copied().flatten().filter(|_| ranks.get(i).is_some_and(Option::is_some));
        let pair = pairs.entry(*code).or_insert_with(|| Pair {
            label: ((*name).to_owned(), (*place).to_owned()),
            values: [None, None],
        });
        for (card, own) in cards.iter().zip(&mut pair.values) {
            if metrics.get(i) == Some(&card.id.as_str()) {
                *own = value;
            }
        }
    }
    Ok(pairs)
}

/// The regions that have both.
fn points(pairs: &BTreeMap<&str, Pair>, asked: &Figure<'_>) -> Vec<ScatterPoint> {
    let mut called: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs.values() {
        *called.entry(pair.label.0.as_str()).or_default() += 1;
    }
    let point = |(code, pair): (&&str, &Pair)| {
        let [Some(x), Some(y)] = pair.values else { return None };
        let (name, place) = &pair.label;
        let is_twice = called.get(name.as_str()).is_some_and(|count| *count > 1) && !place.is_empty();
        Some(ScatterPoint {
            region_code: (*code).to_owned(),
            label: if is_twice { format!("{name}（{place}）") } else { name.clone() },
            x,
            y,
            distance: None,
            highlight: asked.is_highlighted(code),
        })
    };
    pairs.iter().filter_map(point).collect()
}

/// Marks the points that lie far out in one of the two directions, in median distances from the median.
fn far_out(points: &mut [ScatterPoint], x: &[f64], y: &[f64]) {
    let spread = |values: &[f64]| {
        let middle = median(values)?;
        let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
        Some((middle, median(&distances).filter(|distance| *distance > 0.0)?))
    };
    let far =
        |of: Option<(f64, f64)>, value: f64| of.map_or(0.0, |(middle, mad)| (value - middle).abs() / mad);
    let (in_x, in_y, is_few) = (spread(x), spread(y), points.len() <= FEW);
    for point in points {
        let distance = far(in_x, point.x).max(far(in_y, point.y));
        point.distance = (is_few || distance >= FAR).then_some(distance);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_out_is_told_by_the_median_distance_from_the_median() {
        // Twenty times 2 and 4 about two 3, and 103: the median is 3, the median distance 1; of y there is none.
        let mut x: Vec<f64> = [2.0, 4.0].repeat(20);
        x.extend([3.0, 3.0, 103.0]);
        let y = vec![10.0; x.len()];
        let mut points: Vec<ScatterPoint> =
            x.iter().map(|x| ScatterPoint { x: *x, y: 10.0, ..ScatterPoint::default() }).collect();
        far_out(&mut points, &x, &y);
        let far: Vec<f64> = points.iter().filter_map(|point| point.distance).collect();
        assert_eq!(far, [100.0]);
        // Few have their names all.
        let few = &mut points[..3];
        far_out(few, &x[..3], &y[..3]);
        assert!(few.iter().all(|point| point.distance.is_some()));
    }
}
