//! The picture of a habit: when she leaves, by day of the week and half hour, and by which routes. Plain text for the terminal, or SVG.
//!
//! Names are hers or come out of files: whatever is in them, they stay what is written in one place of the picture.

use crate::plot;
use pana_core::Moment;
use pana_core::incident::Amount;
use pana_core::language::{Arg, Language};
use pana_core::route::{RouteShare, Week};
use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

pub(crate) const WEEKDAYS: [&str; 7] =
    ["weekday-mon", "weekday-tue", "weekday-wed", "weekday-thu", "weekday-fri", "weekday-sat", "weekday-sun"];

/// Columns of a terminal that half hours may take.
const GRID_COLUMNS: usize = 72;

/// Columns of a route's name in the drawing: so many of the widest letters fit.
const NAME_MAX: usize = 36;
/// Columns of a place's name in the drawing, and of both if they are to stand in one line.
const PLACE_MAX: usize = 25;
// Of the drawing, in its own units.
const MARGIN: usize = 24;
const WIDTH_LEAST: usize = 640;
const DAY_WIDTH: usize = 44;
const CELL_WIDTH_LEAST: usize = 24;
const CELL_WIDTH_MOST: usize = 56;
const CELL_HEIGHT: usize = 28;
const TITLE_HEIGHT: usize = 28;
const ROUTE_HEIGHT: usize = 48;
const BAR_HEIGHT: usize = 12;
/// Room behind a bar for its numbers.
const NUMBERS_WIDTH: usize = 96;

const PAPER: &str = "#FAFAF7";
const CARD: &str = "#FFFFFF";
const INK: &str = "#1C1F23";
const MUTED: &str = "#5A626B";
const LINE: &str = "#DADDE0";
const ACCENT: &str = "#1F5F6B";
const ON_ACCENT: &str = "#FFFFFF";
/// Cells with few to the most trips, and what is written on them: the accent on a card, thinned out so far that ink can be read on it, and
/// whole.
const CELLS: [(&str, &str); 4] = [("#E4ECED", INK), ("#BCCFD3", INK), ("#8FAFB5", INK), (ACCENT, ON_ACCENT)];

/// What is drawn, with the names of what it has by number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture<'a> {
    pub(crate) week: &'a Week,
    /// The place the trips begin at.
    pub(crate) from: &'a str,
    /// The place they go to.
    pub(crate) to: &'a str,
    /// The routes by their numbers. One that is missing is no longer kept.
    pub(crate) routes: &'a BTreeMap<u32, String>,
    pub(crate) language: Language,
}

impl Picture<'_> {
    /// For a terminal, readable without colour.
    pub(crate) fn text(&self) -> String {
        let head = format!("{}\n", self.title(plot::LABEL_MAX));
        let Some(half_hours) = self.half_hours() else {
            return format!("{head}{}\n", self.language.text("route-week-none"));
        };
        let most = u64::from(self.week.most());
        let cells = |day| half_hours.clone().map(|half_hour| plot::shade(counted(self.week.at(day, half_hour)), most)).collect();
        let rows: Vec<(String, Vec<char>)> = (0..).zip(WEEKDAYS).map(|(day, key)| (self.language.text(key), cells(day))).collect();
        let hours: Vec<_> =
            half_hours.clone().enumerate().step_by(2).map(|(cell, half_hour)| (cell, format!("{:02}", half_hour / 2))).collect();
        let columns = if 2 * half_hours.len() <= GRID_COLUMNS { 2 } else { 1 };
        let darkest = self.language.text_with("route-week-darkest", &[("count", Arg::Number(most))]);
        let routes: Vec<_> =
            self.week.routes.iter().map(|share| (shown(&self.route(share), plot::LABEL_MAX), counted(share.trips), said(share))).collect();
        [
            head,
            format!("{}\n\n{}\n", self.trips(), self.language.text("route-week-leaving")),
            plot::grid(&rows, columns, &hours),
            format!("  {} {darkest}\n\n{}\n", plot::shade(counted(self.week.most()), most), self.language.text("route-week-routes")),
            plot::bars_saying(&routes),
        ]
        .concat()
    }

    /// For a file: vectors and no more than the reader's own fonts. Each cell has its number, so that it can be read in black and white.
    pub(crate) fn svg(&self) -> String {
        let half_hours = self.half_hours().unwrap_or(0..0);
        let cells_width = WIDTH_LEAST - 2 * MARGIN - DAY_WIDTH;
        let cell_width = (cells_width / half_hours.len().max(1)).clamp(CELL_WIDTH_LEAST, CELL_WIDTH_MOST);
        let width = WIDTH_LEAST.max(2 * MARGIN + DAY_WIDTH + half_hours.len() * cell_width);
        let title = self.title(PLACE_MAX);
        let mut drawing = Drawing { elements: vec![], bottom: MARGIN };
        let fits = title.width() <= PLACE_MAX;
        let lines = if fits {
            vec![title.clone()]
        } else {
            vec![shown(self.from, PLACE_MAX), format!("→\u{200e} {}", shown(self.to, PLACE_MAX))]
        };
        for line in lines {
            drawing.bottom += TITLE_HEIGHT;
            drawing.text(MARGIN, drawing.bottom - 6, "font-size='20' font-weight='600'", INK, &line);
        }
        let below = if half_hours.is_empty() { self.language.text("route-week-none") } else { self.trips() };
        drawing.bottom += 20;
        drawing.text(MARGIN, drawing.bottom - 2, "font-size='14'", MUTED, &below);
        if !half_hours.is_empty() {
            self.draw_grid(&mut drawing, half_hours, cell_width);
            self.draw_routes(&mut drawing, width);
        }
        let (height, tag) = (drawing.bottom + MARGIN, self.language.tag());
        format!(
            "<?xml version='1.0' encoding='UTF-8'?>\n\
             <svg xmlns='http://www.w3.org/2000/svg' xml:lang='{tag}' role='img' width='{width}' height='{height}' \
             viewBox='0 0 {width} {height}' font-family='system-ui, sans-serif'>\n\
             <title>{}</title>\n<desc>{}</desc>\n<rect width='{width}' height='{height}' fill='{PAPER}'/>\n{}\n</svg>\n",
            escape(title.as_str()),
            escape(below.as_str()),
            drawing.elements.join("\n"),
        )
    }

    fn draw_grid(&self, drawing: &mut Drawing, half_hours: Range<u8>, cell_width: usize) {
        drawing.heading(drawing.bottom + 32, &self.language.text("route-week-leaving"));
        let grid_top = drawing.bottom + 64;
        let left = |cell: usize| MARGIN + DAY_WIDTH + cell * cell_width;
        for (cell, half_hour) in half_hours.clone().enumerate().step_by(2) {
            drawing.text(left(cell), grid_top - 8, "font-size='12'", MUTED, &format!("{:02}:00", half_hour / 2));
        }
        for (row, (day, key)) in (0..).zip(WEEKDAYS).enumerate() {
            let top = grid_top + row * CELL_HEIGHT;
            drawing.text(MARGIN, top + 19, "font-size='14'", INK, &self.language.text(key));
            for (cell, half_hour) in half_hours.clone().enumerate() {
                let trips = self.week.at(day, half_hour);
                let level = plot::scaled(u64::from(trips), u64::from(self.week.most()), CELLS.len());
                let (fill, ink) = level.checked_sub(1).map_or((CARD, INK), |level| CELLS[level]);
                drawing.rect(left(cell), top, cell_width, CELL_HEIGHT, &format!("fill='{fill}' stroke='{LINE}'"));
                if trips > 0 {
                    let middle = left(cell) + cell_width / 2;
                    drawing.text(middle, top + 19, "font-size='14' text-anchor='middle'", ink, &trips.to_string());
                }
            }
        }
        drawing.bottom = grid_top + WEEKDAYS.len() * CELL_HEIGHT;
    }

    fn draw_routes(&self, drawing: &mut Drawing, width: usize) {
        let heading = drawing.bottom + 44;
        drawing.heading(heading, &self.language.text("route-week-routes"));
        drawing.bottom = heading + 8;
        let full = width - 2 * MARGIN - NUMBERS_WIDTH;
        for share in &self.week.routes {
            let (name, bar) = (drawing.bottom + 20, drawing.bottom + 28);
            drawing.text(MARGIN, name, "font-size='14'", INK, &shown(&self.route(share), NAME_MAX));
            drawing.rect(MARGIN, bar, full, BAR_HEIGHT, &format!("fill='{CARD}' stroke='{LINE}'"));
            let trips = plot::scaled(u64::from(share.trips), u64::from(self.week.trips), full);
            drawing.rect(MARGIN, bar, trips, BAR_HEIGHT, &format!("fill='{ACCENT}'"));
            drawing.text(width - MARGIN, bar + 11, "font-size='14' text-anchor='end'", INK, &said(share));
            drawing.bottom += ROUTE_HEIGHT;
        }
    }

    fn title(&self, max: usize) -> String {
        // The marks keep the arrow between two names that are written from right to left.
        format!("{} \u{200e}→\u{200e} {}", shown(self.from, max), shown(self.to, max))
    }

    /// `34 trips · 5 Jan 2026 – 12 Feb 2026`
    fn trips(&self) -> String {
        let trips = self.language.text_with("route-trips", &[("count", Arg::Number(u64::from(self.week.trips)))]);
        let date = |moment: Option<Moment>| moment.map(|moment| self.language.date(moment)).unwrap_or_default();
        format!("{trips} · {} – {}", date(self.week.first), date(self.week.last))
    }

    fn route(&self, share: &RouteShare) -> String {
        self.routes.get(&share.route).map_or_else(|| self.language.text("route-week-gone"), Clone::clone)
    }

    /// The half hours to draw, whole hours of them.
    fn half_hours(&self) -> Option<Range<u8>> {
        self.week.hours().map(|hours| 2 * hours.start()..2 * (hours.end() + 1))
    }
}

/// Elements and how far down they reach.
struct Drawing {
    elements: Vec<String>,
    bottom: usize,
}

impl Drawing {
    fn heading(&mut self, y: usize, words: &str) {
        self.text(MARGIN, y, "font-size='16' font-weight='600'", INK, words);
    }

    fn text(&mut self, x: usize, y: usize, style: &str, fill: &str, words: &str) {
        self.elements.push(format!("<text x='{x}' y='{y}' {style} fill='{fill}'>{}</text>", escape(words)));
    }

    fn rect(&mut self, x: usize, y: usize, width: usize, height: usize, style: &str) {
        self.elements.push(format!("<rect x='{x}' y='{y}' width='{width}' height='{height}' {style}/>"));
    }
}

/// `12 · 60 %`
fn said(share: &RouteShare) -> String {
    format!("{} · {} %", share.trips, share.percent)
}

fn counted(trips: u32) -> Amount {
    Amount { exact: trips.into(), about: 0 }
}

/// A name of at most so many columns, without what XML has no room for and what would turn the text around it.
fn shown(name: &str, max: usize) -> String {
    let is_shown = |c: &char| {
        let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let has_no_room = c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
        !turns && !has_no_room
    };
    plot::shortened(&name.chars().filter(is_shown).collect::<String>(), max)
}

#[cfg(test)]
mod tests;
