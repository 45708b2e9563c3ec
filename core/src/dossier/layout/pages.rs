//! Laying slices on pages.

use super::galley::Slice;
use super::{LayoutError, PAGES_MAX};
use std::rc::Rc;

/// A4.
pub(super) const WIDTH_PT: f32 = 595.28;
pub(super) const HEIGHT_PT: f32 = 841.89;
/// Room for the thread of a file.
pub(super) const LEFT_PT: f32 = 71.0;
pub(super) const RIGHT_PT: f32 = 42.5;
pub(super) const TOP_PT: f32 = 51.0;
pub(super) const BOTTOM_PT: f32 = 62.0;
/// What a page can hold.
pub(super) const BODY_HEIGHT_PT: f32 = HEIGHT_PT - TOP_PT - BOTTOM_PT;
/// Above the foot of the page.
pub(super) const FOOT_PT: f32 = 34.0;

/// Slices with their distance from the upper edge of the paper.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) slices: Vec<(f32, Slice)>,
}

/// Lays slices on pages. Those that are glued come to the same page if it can hold them; a row of a table that begins a page has the table's header above it.
pub(super) fn break_into(slices: Vec<Slice>) -> Result<Vec<Page>, LayoutError> {
    let mut layer = Layer { pages: vec![Page::default()], used_pt: 0.0 };
    let mut group: Vec<Slice> = Vec::new();
    for slice in slices {
        let goes_on = slice.glued;
        group.push(slice);
        if !goes_on {
            layer.group(std::mem::take(&mut group))?;
        }
    }
    layer.group(group)?;
    Ok(layer.pages)
}

struct Layer {
    pages: Vec<Page>,
    used_pt: f32,
}

impl Layer {
    fn group(&mut self, group: Vec<Slice>) -> Result<(), LayoutError> {
        let Some(first) = group.first() else { return Ok(()) };
        let height = group.iter().map(|slice| slice.gap_pt + slice.height_pt).sum::<f32>() - first.gap_pt;
        let fits_a_page = height + header_pt(first) <= BODY_HEIGHT_PT;
        if self.used_pt > 0.0 && self.used_pt + first.gap_pt + height > BODY_HEIGHT_PT && fits_a_page {
            self.turn(first)?;
        }
        for slice in group {
            if self.used_pt > 0.0 && self.used_pt + slice.gap_pt + slice.height_pt > BODY_HEIGHT_PT {
                self.turn(&slice)?;
            }
            self.lay(slice);
        }
        Ok(())
    }

    /// Begins a page whose first slice this is.
    fn turn(&mut self, first: &Slice) -> Result<(), LayoutError> {
        if self.pages.len() == PAGES_MAX {
            return Err(LayoutError::TooManyPages);
        }
        self.pages.push(Page::default());
        self.used_pt = 0.0;
        if let Some(header) = &first.header {
            // A header that leaves no room for its rows would come on every page, and nothing else.
            if header_pt(first) + first.height_pt <= BODY_HEIGHT_PT {
                Rc::clone(header).iter().for_each(|slice| self.lay(slice.clone()));
            }
        }
        Ok(())
    }

    fn lay(&mut self, slice: Slice) {
        let gap = if self.used_pt > 0.0 { slice.gap_pt } else { 0.0 };
        let at = self.used_pt + gap;
        self.used_pt = at + slice.height_pt;
        if let Some(page) = self.pages.last_mut() {
            page.slices.push((TOP_PT + at, slice));
        }
    }
}

fn header_pt(slice: &Slice) -> f32 {
    slice.header.iter().flat_map(|header| header.iter()).map(|slice| slice.gap_pt + slice.height_pt).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slice(height_pt: f32, glued: bool) -> Slice {
        Slice { height_pt, glued, ..Slice::default() }
    }

    /// The heights of the slices on each page.
    fn heights(slices: Vec<Slice>) -> Vec<Vec<f32>> {
        let pages = break_into(slices).unwrap();
        pages.into_iter().map(|page| page.slices.into_iter().map(|(_, slice)| slice.height_pt).collect()).collect()
    }

    #[test]
    fn a_page_is_turned_when_it_is_full() {
        assert_eq!(heights(vec![slice(400.0, false), slice(300.0, false), slice(100.0, false)]), [vec![400.0, 300.0], vec![100.0]]);
        assert_eq!(heights(Vec::new()), [vec![0.0; 0]]);
    }

    #[test]
    fn what_is_glued_stays_together_if_a_page_can_hold_it() {
        assert_eq!(heights(vec![slice(500.0, false), slice(20.0, true), slice(300.0, false)]), [vec![500.0], vec![20.0, 300.0]]);
        // It can't.
        assert_eq!(heights(vec![slice(500.0, false), slice(200.0, true), slice(700.0, false)]), [vec![500.0, 200.0], vec![700.0]]);
        assert_eq!(heights(vec![slice(500.0, false), slice(20.0, true)]), [vec![500.0, 20.0]]);
    }

    #[test]
    fn a_table_has_its_header_on_every_page() {
        let header = Rc::new(vec![slice(30.0, true)]);
        let row = |height_pt| Slice { height_pt, header: Some(Rc::clone(&header)), ..Slice::default() };
        assert_eq!(heights(vec![slice(30.0, true), row(400.0), row(400.0), row(10.0)]), [vec![30.0, 400.0], vec![30.0, 400.0, 10.0]]);
        // Not above what comes after it, and not if it left no room.
        assert_eq!(heights(vec![row(700.0), slice(100.0, false)]), [vec![700.0], vec![100.0]]);
        assert_eq!(heights(vec![slice(700.0, false), row(720.0)]), [vec![700.0], vec![720.0]]);
    }

    #[test]
    fn a_gap_is_left_out_at_the_top_of_a_page() {
        let gap = |height_pt| Slice { gap_pt: 50.0, ..slice(height_pt, false) };
        let pages = break_into(vec![gap(600.0), gap(100.0), gap(10.0)]).unwrap();
        let places: Vec<Vec<f32>> = pages.iter().map(|page| page.slices.iter().map(|(at, _)| at - TOP_PT).collect()).collect();
        assert_eq!(places, [vec![0.0], vec![0.0, 150.0]]);
    }

    #[test]
    fn there_are_no_more_pages_than_can_be() {
        assert!(break_into(vec![slice(BODY_HEIGHT_PT, false); PAGES_MAX]).is_ok());
        assert!(matches!(break_into(vec![slice(BODY_HEIGHT_PT, false); PAGES_MAX + 1]), Err(LayoutError::TooManyPages)));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_runs_off(parts in proptest::collection::vec((1.0f32..BODY_HEIGHT_PT, 0.0f32..40.0, any::<bool>()), 0..60)) {
            let slices: Vec<Slice> =
                parts.iter().map(|(height_pt, gap_pt, glued)| Slice { gap_pt: *gap_pt, ..slice(*height_pt, *glued) }).collect();
            let pages = break_into(slices).unwrap();
            let laid: Vec<f32> = pages.iter().flat_map(|page| page.slices.iter().map(|(_, slice)| slice.height_pt)).collect();
            prop_assert_eq!(laid, parts.iter().map(|(height, _, _)| *height).collect::<Vec<_>>());
            for page in &pages {
                for pair in page.slices.windows(2) {
                    prop_assert!(pair[0].0 + pair[0].1.height_pt <= pair[1].0 + 0.01);
                }
                prop_assert!(page.slices.last().is_none_or(|(at, last)| at + last.height_pt <= HEIGHT_PT - BOTTOM_PT + 0.01));
            }
        }
    }
}
