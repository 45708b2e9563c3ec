//! Simple vector pictures, in points from their upper left corner.

use super::face::Face;
use std::f32::consts::SQRT_2;

/// A picture of lines, areas and words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) height_pt: f32,
    pub(crate) shapes: Vec<Shape>,
}

/// A part of a [`Drawing`].
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// An area in one way of filling, with a thin outline.
    Area { area: Area, fill: Fill },
    /// A straight line.
    Line { from: (f32, f32), to: (f32, f32), width_pt: f32, dashed: bool },
    /// Words at a point of their baseline.
    Label { text: String, at: (f32, f32), anchor: Anchor, face: Face, size_pt: f32 },
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// How an area is filled. All of them can be told apart in black and white, on a bad copy too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Nothing.
    Empty,
    /// Black.
    Solid,
    /// A grey from 0, black, to 255, white, without an outline.
    Grey(u8),
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    /// Both.
    Crossed,
    /// Level lines.
    Level,
    /// Upright lines.
    Upright,
}

/// Which point of its words a label's place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Between lines of a hatching.
const HATCH_STEP_PT: f32 = 2.4;

impl Drawing {
    pub(crate) fn area(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Fill) {
        self.shapes.push(Shape::Area { area: Area { x, y, width, height }, fill });
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width_pt: f32) {
        self.shapes.push(Shape::Line { from, to, width_pt, dashed: false });
    }

    pub(crate) fn dashed_line(&mut self, from: (f32, f32), to: (f32, f32), width_pt: f32) {
        self.shapes.push(Shape::Line { from, to, width_pt, dashed: true });
    }

    pub(crate) fn label(&mut self, text: impl Into<String>, at: (f32, f32), anchor: Anchor, size_pt: f32) {
        self.shapes.push(Shape::Label { text: text.into(), at, anchor, face: Face::Regular, size_pt });
    }
}

/// The lines that fill an area, cut at its edges.
pub(super) fn hatching(area: Area, fill: Fill) -> Vec<[(f32, f32); 2]> {
    match fill {
        Fill::Empty | Fill::Solid | Fill::Grey(_) => Vec::new(),
        Fill::Level => steps(area.height, HATCH_STEP_PT).map(|y| [(area.x, area.y + y), (area.x + area.width, area.y + y)]).collect(),
        Fill::Upright => steps(area.width, HATCH_STEP_PT).map(|x| [(area.x + x, area.y), (area.x + x, area.y + area.height)]).collect(),
        Fill::Falling => diagonals(area),
        Fill::Rising => diagonals(area).into_iter().map(|line| line.map(|(x, y)| (x, 2.0 * area.y + area.height - y))).collect(),
        Fill::Crossed => [hatching(area, Fill::Falling), hatching(area, Fill::Rising)].concat(),
    }
}

/// Lines falling to the right at 45°, each where it runs inside.
fn diagonals(area: Area) -> Vec<[(f32, f32); 2]> {
    let line = |offset: f32| {
        // From (offset − height, 0), or where it enters at the left edge, downwards.
        let left = offset - area.height;
        let (start, end) = (left.max(0.0), offset.min(area.width));
        [(area.x + start, area.y + start - left), (area.x + end, area.y + end - left)]
    };
    steps(area.width + area.height, HATCH_STEP_PT * SQRT_2).map(line).collect()
}

/// Places between 0 and a length, half a step from its beginning.
fn steps(length: f32, step: f32) -> impl Iterator<Item = f32> {
    (0..).map(move |number| (number as f32 + 0.5) * step).take_while(move |at| *at < length)
}

#[cfg(test)]
pub(in super::super) mod testing_shapes {
    use super::*;

    /// The areas of a drawing that are meant, with their fillings.
    pub(in super::super::super) fn areas(drawing: &Drawing, is_meant: impl Fn(Area) -> bool) -> Vec<(Area, Fill)> {
        let areas = drawing.shapes.iter().filter_map(|shape| match shape {
            Shape::Area { area, fill } => Some((*area, *fill)),
            _ => None,
        });
        areas.filter(|(area, _)| is_meant(*area)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_flat_area_is_filled_as_one_sees_it() {
        let area = Area { x: 10.0, y: 20.0, width: 6.0, height: 5.0 };
        assert_eq!(hatching(area, Fill::Level), [[(10.0, 21.2), (16.0, 21.2)], [(10.0, 23.6), (16.0, 23.6)]]);
        assert_eq!(hatching(area, Fill::Upright).len(), 2);
        assert!(hatching(area, Fill::Solid).is_empty() && hatching(area, Fill::Empty).is_empty());
    }

    proptest! {
        #[test]
        fn hatching_stays_inside(x in -50.0f32..50.0, y in -50.0f32..50.0, width in 0.0f32..80.0, height in 0.0f32..80.0) {
            let area = Area { x, y, width, height };
            for fill in [Fill::Rising, Fill::Falling, Fill::Crossed, Fill::Level, Fill::Upright] {
                for (px, py) in hatching(area, fill).into_iter().flatten() {
                    prop_assert!(px >= x - 0.01 && px <= x + width + 0.01 && py >= y - 0.01 && py <= y + height + 0.01, "{fill:?}");
                }
            }
        }

        #[test]
        fn diagonals_have_their_slope(width in 5.0f32..80.0, height in 5.0f32..80.0) {
            let area = Area { x: 0.0, y: 0.0, width, height };
            for (fill, slope) in [(Fill::Falling, 1.0), (Fill::Rising, -1.0)] {
                let lines = hatching(area, fill);
                prop_assert!(!lines.is_empty());
                for [from, to] in lines {
                    prop_assert!(((to.1 - from.1) - slope * (to.0 - from.0)).abs() < 0.01);
                }
            }
        }
    }
}
