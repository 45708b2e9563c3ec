//! The ground that routes pass, whether their lines are known or not.

use super::game::{Cell, Pass, Way};
use super::trace::{Shape, ways};

/// Both ends are on every route.
const DOORS: [Cell; 2] = [Cell(u32::MAX - 1), Cell(u32::MAX)];
/// From one place to the next on a route whose line is not known, in minutes: some 250 m on foot.
const STEP_MIN: u16 = 3;

/// The cells of routes between the same two places, each with the minutes it takes. A route without a line passes places of its own: whether they lie on
/// another route too, nobody knows.
pub fn ground(routes: &[(Option<&Shape>, u16)]) -> Vec<Way> {
    let known: Vec<(&Shape, u16)> = routes.iter().filter_map(|(shape, minutes)| Some(((*shape)?, *minutes))).collect();
    let known = ways(&known);
    let mut next = known.iter().flat_map(|way| &way.passes).map(|pass| pass.cell.0 + 1).max().unwrap_or(0);
    let mut known = known.into_iter();
    routes
        .iter()
        .map(|(shape, minutes)| {
            let of_line = shape.and_then(|_| known.next()).map(|way| way.passes);
            let mut passes = of_line.unwrap_or_else(|| {
                let own = (STEP_MIN..*minutes).step_by(usize::from(STEP_MIN)).zip(next..);
                own.map(|(after_min, cell)| Pass { cell: Cell(cell), after_min }).collect()
            });
            next = passes.iter().map(|pass| pass.cell.0 + 1).fold(next, u32::max);
            passes.extend(DOORS.into_iter().zip([0, *minutes]).map(|(cell, after_min)| Pass { cell, after_min }));
            Way { passes }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn line(points: &[(f64, f64)]) -> Shape {
        Shape::from_points(points.to_vec()).unwrap()
    }

    fn cells(way: &Way) -> BTreeSet<u32> {
        way.passes.iter().map(|pass| pass.cell.0).collect()
    }

    #[test]
    fn routes_share_their_doors_and_what_their_lines_share() {
        let north = line(&[(43.238, 76.90), (43.238, 76.91), (43.242, 76.91)]);
        let same = line(&[(43.238, 76.90), (43.238, 76.91), (43.234, 76.91)]);
        let ways = ground(&[(Some(&north), 20), (None, 10), (Some(&same), 15), (None, 30)]);
        let [one, unknown, two, other] = &ways[..] else { panic!() };
        let doors: BTreeSet<u32> = DOORS.iter().map(|cell| cell.0).collect();
        assert!(cells(one).intersection(&cells(two)).count() > doors.len(), "the first part is the same street");
        assert_eq!(cells(unknown).intersection(&cells(one)).copied().collect::<BTreeSet<_>>(), doors);
        assert_eq!(cells(unknown).intersection(&cells(other)).copied().collect::<BTreeSet<_>>(), doors);
        assert_eq!(unknown.passes.len(), 3 + 2);
        assert_eq!(other.passes.last().unwrap().after_min, 30);
    }

    #[test]
    fn a_route_of_a_minute_is_its_doors() {
        assert_eq!(cells(&ground(&[(None, 1)])[0]).len(), 2);
        assert!(ground(&[]).is_empty());
    }
}
