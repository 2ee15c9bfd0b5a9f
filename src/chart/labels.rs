//! Names beside points: each where there is room for it, none on another.

use super::scene::Bounds;

/// Least distance of a name from its point at which a line leads to it, in heights of the text.
const NEAR: f64 = 0.6;

/// What a leader costs for each other name or point that it passes.
const PASSING: f64 = 1.5;
/// What each height of the text costs that a name stands away.
const DISTANCE: f64 = 0.1;

/// Distance of a leader from other points, in heights of the text.
const AIR: f64 = 0.3;

/// A name to be placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// The middle of its point.
    pub(crate) at: (f64, f64),
    /// How far its point reaches.
    pub(crate) r: f64,
    /// Width of the text.
    pub(crate) width: f64,
    /// Height of the text.
    pub(crate) height: f64,
    /// The number of its point among the obstacles: near others it would seem to be theirs.
    pub(crate) own: Option<usize>,
    /// How far from its point it may stand rather than be left out, in pixels: 0 for beside it only, infinite
    /// for one that may not be left out, whose leader may pass others.
    pub(crate) reach: f64,
}

impl Wanted {
    /// Places beside the point, the best first: right, left, above, below, then the corners.
    fn beside(&self) -> [Bounds; 8] {
        let ((x, y), off) = (self.at, self.r + self.height * 0.2);
        let (near, w, h) = (self.r * 0.75, self.width, self.height);
        let from = |x0: f64, y0: f64| Bounds { x0, y0, x1: x0 + w, y1: y0 + h };
        [
            from(x + off, y - h / 2.0),
            from(x - off - w, y - h / 2.0),
            from(x - w / 2.0, y - off - h),
            from(x - w / 2.0, y + off),
            from(x + near, y - near - h),
            from(x + near, y + near),
            from(x - near - w, y - near - h),
            from(x - near - w, y + near),
        ]
    }

    /// Places at a distance of so many heights, in all directions.
    fn around(&self, ring: usize) -> impl Iterator<Item = Bounds> {
        const DIRECTIONS: u32 = 48;
        let distance = ring as f64 * self.height;
        (0..DIRECTIONS).map(move |i| {
            let (sin, cos) = (f64::from(i) * std::f64::consts::TAU / f64::from(DIRECTIONS)).sin_cos();
            let x0 = self.at.0 + cos * (distance + self.width / 2.0) - self.width / 2.0;
            let y0 = self.at.1 + sin * distance - self.height / 2.0;
            Bounds { x0, y0, x1: x0 + self.width, y1: y0 + self.height }
        })
    }

    /// The line to a name that stands away from the point.
    pub(crate) fn leader(&self, place: Bounds) -> Option<[(f64, f64); 2]> {
        let end = (self.at.0.clamp(place.x0, place.x1), self.at.1.clamp(place.y0, place.y1));
        let (dx, dy) = (end.0 - self.at.0, end.1 - self.at.1);
        let distance = dx.hypot(dy);
        if distance < self.r + self.height * NEAR {
            return None;
        }
        let part = self.r / distance;
        Some([(self.at.0 + dx * part, self.at.1 + dy * part), end])
    }

    /// Small boxes along the leader.
    fn along_leader(&self, place: Bounds) -> Vec<Bounds> {
        const HALF: f64 = 1.0;
        let Some([from, to]) = self.leader(place) else { return Vec::new() };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = super::layout::how_many(dx.hypot(dy), HALF * 2.0).max(1);
        let at = |i: usize| {
            let part = i as f64 / steps as f64;
            let (x, y) = (from.0 + dx * part, from.1 + dy * part);
            Bounds { x0: x - HALF, y0: y - HALF, x1: x + HALF, y1: y + HALF }
        };
        // The last one lies in the name itself.
        (0..steps).map(at).collect()
    }
}

/// What names should keep off, and how much a name that covers it costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Obstacle {
    pub(crate) bounds: Bounds,
    pub(crate) cost: f64,
    /// How far names keep off to either side; nearer, they would seem to be its names.
    pub(crate) aside: f64,
}

impl Obstacle {
    fn is_covered_by(&self, name: &Bounds) -> bool {
        let (x0, x1) = (self.bounds.x0 - self.aside, self.bounds.x1 + self.aside);
        name.overlaps(Bounds { x0, x1, ..self.bounds }, 0.0)
    }
}

/// Finds places for names in the order given, the first having the first choice: inside the room, on no other
/// name and on nothing of an infinite cost. All that can be stand beside their points, where that costs at most
/// `most`: of these places the one that costs least, the earlier of equals. Then the others stand away as far as
/// they reach, with a leader that passes no other name and no other point; those that may not be left out do so
/// at once.
pub(crate) fn place(
    wanted: &[Wanted],
    obstacles: &[Obstacle],
    room: Bounds,
    most: f64,
) -> Vec<Option<Bounds>> {
    let mut ground = Ground { obstacles, room, taken: Vec::new() };
    let mut places = Vec::new();
    for label in wanted {
        let beside = cheapest(label.beside(), |place| ground.cost(label, place), most);
        let is_needed = label.reach.is_infinite();
        let place =
            beside.map(|(_, place)| place).or_else(|| if is_needed { ground.away(label) } else { None });
        ground.take(label, place);
        places.push(place);
    }
    for (label, place) in wanted.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
        *place = ground.away(label);
        ground.take(label, *place);
    }
    places
}

/// What names are placed on.
struct Ground<'a> {
    obstacles: &'a [Obstacle],
    room: Bounds,
    /// Names that have a place, and their leaders.
    taken: Vec<Bounds>,
}

impl Ground<'_> {
    fn take(&mut self, label: &Wanted, place: Option<Bounds>) {
        if let Some(place) = place {
            self.taken.push(place);
            self.taken.extend(label.along_leader(place));
        }
    }

    fn is_taken(&self, place: &Bounds) -> bool {
        self.taken.iter().any(|other| place.overlaps(*other, 0.0))
    }

    /// What a place for a name costs.
    fn cost(&self, label: &Wanted, place: &Bounds) -> f64 {
        let room = self.room;
        let inside = place.x0 >= room.x0 && place.x1 <= room.x1 && place.y0 >= room.y0 && place.y1 <= room.y1;
        if !inside || self.is_taken(place) {
            return f64::INFINITY;
        }
        let foreign = self.obstacles.iter().enumerate().filter(|(i, _)| Some(*i) != label.own);
        foreign.map(|(_, o)| o).filter(|o| o.is_covered_by(place)).map(|o| o.cost).sum()
    }

    /// The place away from a point that costs least, the distance and what its leader passes being costs too.
    fn away(&self, label: &Wanted) -> Option<Bounds> {
        let reach = label.reach.min(self.room.width().hypot(self.room.height()));
        let rings = super::layout::how_many(reach, label.height);
        // A leader that passes a point seems to lead there; those at the same place are no matter.
        let air = label.height * AIR;
        let others: Vec<Bounds> = self
            .obstacles
            .iter()
            .filter(|o| o.cost.is_infinite())
            .map(|o| o.bounds.grown(air))
            .filter(|b| !b.contains(label.at))
            .collect();
        let each = if label.reach.is_infinite() { PASSING } else { f64::INFINITY };
        let cost = |place: &Bounds| {
            let leader = label.along_leader(*place);
            let is_passed = |other: &&Bounds| leader.iter().any(|b| b.overlaps(**other, 0.0));
            let others = self.taken.iter().chain(&others).filter(is_passed).count();
            let passing = if others > 0 { others as f64 * each } else { 0.0 };
            passing + self.cost(label, place)
        };
        let mut best: Option<(f64, Bounds)> = None;
        for ring in 2..=rings {
            let extra = ring as f64 * DISTANCE;
            if best.is_some_and(|(least, _)| least <= extra) {
                break;
            }
            let found = cheapest(label.around(ring), cost, f64::INFINITY);
            if let Some((cost, place)) =
                found.filter(|found| best.is_none_or(|best| found.0 + extra < best.0))
            {
                best = Some((cost + extra, place));
            }
        }
        best.map(|(_, place)| place)
    }
}

/// The place that costs least, the earlier of equals, if it costs at most `most`.
fn cheapest(
    places: impl IntoIterator<Item = Bounds>,
    cost: impl Fn(&Bounds) -> f64,
    most: f64,
) -> Option<(f64, Bounds)> {
    let mut best: Option<(f64, Bounds)> = None;
    for place in places {
        let cost = cost(&place);
        if cost <= most && cost.is_finite() && best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, place));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Bounds = Bounds { x0: 0.0, y0: 0.0, x1: 100.0, y1: 100.0 };

    fn wanted(x: f64, y: f64) -> Wanted {
        Wanted { at: (x, y), r: 3.0, width: 30.0, height: 10.0, own: None, reach: 0.0 }
    }

    /// Left and upper edge of each place.
    fn corners(wanted: &[Wanted], obstacles: &[Obstacle]) -> Vec<Option<(f64, f64)>> {
        place(wanted, obstacles, ROOM, 1.0).into_iter().map(|p| p.map(|p| (p.x0, p.y0))).collect()
    }

    #[test]
    fn a_name_stands_right_of_its_point_and_left_at_the_right_edge() {
        // 3 of the point and 2 of air: from 55, and to 85 − 5 = 80.
        assert_eq!(corners(&[wanted(50.0, 50.0)], &[]), [Some((55.0, 45.0))]);
        assert_eq!(corners(&[wanted(85.0, 50.0)], &[]), [Some((50.0, 45.0))]);
    }

    #[test]
    fn names_of_points_at_one_place_go_round_it_and_the_last_has_none() {
        let places = corners(&[wanted(50.0, 50.0); 9], &[]);
        // Right, left, above, below. Of the corners each lies on one of these.
        assert_eq!(
            places.get(..4),
            Some(&[Some((55.0, 45.0)), Some((15.0, 45.0)), Some((35.0, 35.0)), Some((35.0, 55.0))][..])
        );
        assert!(places.iter().skip(4).all(Option::is_none), "{places:?}");
    }

    #[test]
    fn a_name_keeps_off_what_it_may_not_cover_and_prefers_what_costs_less() {
        let at = |x0: f64, cost: f64| Obstacle {
            bounds: Bounds { x0, y0: 48.0, x1: x0 + 4.0, y1: 52.0 },
            cost,
            aside: 0.0,
        };
        // Something to the right, something cheaper to the left, nothing above.
        let both = [at(60.0, f64::INFINITY), at(30.0, 0.5)];
        assert_eq!(corners(&[wanted(50.0, 50.0)], &both), [Some((35.0, 35.0))]);
        // Its own point does not count.
        let own = Wanted { own: Some(0), ..wanted(50.0, 50.0) };
        assert_eq!(corners(&[own], &both), [Some((55.0, 45.0))]);
        // At the upper edge only below is free.
        assert_eq!(corners(&[wanted(50.0, 4.0)], &[]), [Some((35.0, 9.0))]);
    }

    #[test]
    fn a_name_that_must_be_there_stands_away_with_a_leader() {
        let mut all = vec![wanted(50.0, 50.0); 5];
        for label in &mut all {
            label.reach = f64::INFINITY;
        }
        let places: Vec<Bounds> = place(&all, &[], ROOM, 0.0).into_iter().flatten().collect();
        assert_eq!(places.len(), 5);
        for (i, a) in places.iter().enumerate() {
            assert!(places.iter().skip(i + 1).all(|b| !a.overlaps(*b, 0.0)));
        }
        // Point (50, 50) of reach 3 to the left end of a name straight to the right, 30 away.
        let place = Bounds { x0: 80.0, y0: 45.0, x1: 95.0, y1: 55.0 };
        assert_eq!(all[0].leader(place), Some([(53.0, 50.0), (80.0, 50.0)]));
        assert_eq!(all[0].leader(Bounds { x0: 55.0, ..place }), None);
    }
}
