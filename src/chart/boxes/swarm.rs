//! Points on a line, moved aside where they would lie on one another.

/// Where each point stands aside of the line, in pixels: as near as can be without touching one already placed;
/// where there is no room left, on a fixed sequence over the whole width. The order of the result is that of the
/// points, which need not be sorted.
pub(super) fn swarm(at: &[f64], r: f64, reach: f64) -> Vec<f64> {
    /// Distance of points in radii.
    const APART: f64 = 2.09;
    /// Steps aside in radii.
    const STEP: f64 = 0.7;
    /// The golden ratio: multiples of it fill an interval evenly.
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let mut order: Vec<usize> = (0..at.len()).collect();
    let of = |i: &usize| at.get(*i).copied().unwrap_or_default();
    order.sort_by(|a, b| of(a).total_cmp(&of(b)).then(a.cmp(b)));
    let steps = super::super::layout::how_many(reach, r * STEP);
    let aside = |k: usize| {
        let distance = k.div_ceil(2) as f64 * r * STEP;
        if k.is_multiple_of(2) { distance } else { -distance }
    };
    let mut placed: Vec<(f64, f64)> = Vec::new();
    let mut found = vec![0.0; at.len()];
    for (number, i) in order.iter().enumerate() {
        let x = of(i);
        let near: Vec<(f64, f64)> =
            placed.iter().rev().take_while(|p| x - p.0 < r * APART).copied().collect();
        let is_free = |y: &f64| near.iter().all(|p| (x - p.0).hypot(*y - p.1) >= r * APART);
        let y = (0..=2 * steps).map(aside).find(is_free).unwrap_or_else(|| {
            let part = number as f64 * GOLDEN;
            (part - part.floor() - 0.5) * 2.0 * reach
        });
        placed.push((x, y));
        if let Some(found) = found.get_mut(*i) {
            *found = y;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_apart_stay_on_the_line_and_others_step_aside_in_turn() {
        assert_eq!(swarm(&[10.0, 50.0, 30.0], 2.0, 20.0), [0.0, 0.0, 0.0]);
        // 2.09 radii of 2 are 4.18: three steps of 1.4 are just enough.
        let tied = swarm(&[10.0, 10.0, 10.0], 2.0, 20.0);
        assert!(
            (tied[0]).abs() < 1e-9 && (tied[1].abs() - 4.2).abs() < 1e-9 && tied[1] * tied[2] < 0.0,
            "{tied:?}"
        );
    }

    #[test]
    fn too_many_points_fill_the_width_and_none_leaves_it() {
        let many = swarm(&[10.0; 200], 2.0, 12.0);
        assert!(many.iter().all(|y| y.abs() <= 12.0));
        assert_eq!(many, swarm(&[10.0; 200], 2.0, 12.0));
    }
}
