//! GPX 1.1 in a stream: the points of a track, or of a planned route if the file has no track.
//!
//! A file may come from anyone, so nothing in it is believed: one piece of markup may be as long as [`MARKUP_MAX_BYTES`], a file may have
//! [`POINTS_MAX`] points, and a document type is refused. Points that say nothing (both degrees zero, no degrees, degrees that are none)
//! are counted and left out.

use crate::Moment;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{self, BufRead, Read};

/// Points of one file.
pub const POINTS_MAX: usize = 1_000_000;
/// One tag, text or comment of a file.
pub const MARKUP_MAX_BYTES: usize = 64 * 1024;
/// Elements within elements.
pub const DEPTH_MAX: usize = 64;

/// Where she was and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fix {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// When, if it is known.
    pub at: Option<Moment>,
}

/// What a file tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// Where she was, in the order of the file.
    pub fixes: Vec<Fix>,
    /// Points left out because they say nothing.
    pub left_out: usize,
}

/// Why a file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum GpxError {
    /// It is not GPX, or has a document type.
    #[error("not a GPX file")]
    NotGpx,
    /// It ends in the middle or is broken.
    #[error("the file is broken or ends early")]
    Broken,
    /// A limit is exceeded.
    #[error("the file is too large")]
    TooLarge,
    /// Reading failed.
    #[error("reading failed")]
    Io(#[source] io::Error),
}

impl Fix {
    /// A fix somewhere on Earth; `None` for degrees that are none, and for both zero, which receivers write when they know nothing.
    pub fn new(lat: f64, lon: f64, at: Option<Moment>) -> Option<Self> {
        let somewhere = lat != 0.0 || lon != 0.0;
        (lat.abs() <= 90.0 && lon.abs() <= 180.0 && somewhere).then_some(Self { lat, lon, at })
    }
}

/// Reads a file.
///
/// ```
/// use pana_core::route::read_gpx;
/// let file = r#"<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><trkseg>
///     <trkpt lat="43.2380" lon="76.9450"><time>2026-02-01T03:00:00Z</time></trkpt>
///     <trkpt lat="0" lon="0"/>
/// </trkseg></trk></gpx>"#;
/// let track = read_gpx(file.as_bytes())?;
/// assert_eq!((track.fixes.len(), track.left_out), (1, 1));
/// # Ok::<(), pana_core::route::GpxError>(())
/// ```
pub fn read_gpx(file: impl BufRead) -> Result<Track, GpxError> {
    let mut reader = Reader::from_reader(Meted { file, left: 0 });
    let mut buffer = Vec::new();
    let (mut track, mut route) = (Track::default(), Track::default());
    // The points of the element that is open, and what is known of the point that is.
    let mut point: Option<(Kind, Option<Fix>)> = None;
    let mut time: Option<String> = None;
    let mut depth = 0;
    let mut begun = false;
    loop {
        buffer.clear();
        reader.get_mut().left = MARKUP_MAX_BYTES;
        let event = reader.read_event_into(&mut buffer).map_err(failed)?;
        match &event {
            Event::Eof if !begun => return Err(GpxError::NotGpx),
            Event::Eof if depth > 0 => return Err(GpxError::Broken),
            Event::Eof => return Ok(if track.fixes.is_empty() && !route.fixes.is_empty() { route } else { track }),
            Event::DocType(_) => return Err(GpxError::NotGpx),
            Event::Start(tag) | Event::Empty(tag) => {
                if !begun && tag.local_name().as_ref() != "gpx" {
                    return Err(GpxError::NotGpx);
                }
                begun = true;
                let opens = matches!(event, Event::Start(_));
                if opens {
                    depth += 1;
                    if depth > DEPTH_MAX {
                        return Err(GpxError::TooLarge);
                    }
                }
                match tag.local_name().as_ref() {
                    name @ ("trkpt" | "rtept") => {
                        let kind = if name == "trkpt" { Kind::Track } else { Kind::Route };
                        let found = position(tag);
                        if opens {
                            point = Some((kind, found));
                        } else {
                            kind.of(&mut track, &mut route).take(found)?;
                        }
                    }
                    "time" if opens && point.is_some() => time = Some(String::new()),
                    _ => {}
                }
            }
            Event::Text(text) => {
                if let Some(time) = &mut time {
                    time.push_str(&text.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::End(tag) => {
                depth -= 1;
                match tag.local_name().as_ref() {
                    "trkpt" | "rtept" => {
                        if let Some((kind, found)) = point.take() {
                            kind.of(&mut track, &mut route).take(found)?;
                        }
                    }
                    "time" => {
                        if let (Some((_, Some(fix))), Some(time)) = (&mut point, time.take()) {
                            fix.at = time.parse().ok();
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Track,
    Route,
}

impl Kind {
    fn of<'a>(self, track: &'a mut Track, route: &'a mut Track) -> &'a mut Track {
        match self {
            Self::Track => track,
            Self::Route => route,
        }
    }
}

impl Track {
    fn take(&mut self, found: Option<Fix>) -> Result<(), GpxError> {
        if self.fixes.len() + self.left_out >= POINTS_MAX {
            return Err(GpxError::TooLarge);
        }
        match found {
            Some(fix) => self.fixes.push(fix),
            None => self.left_out += 1,
        }
        Ok(())
    }
}

fn position(tag: &BytesStart<'_>) -> Option<Fix> {
    let degrees = |name: &str| tag.try_get_attribute(name).ok()??.value.trim().parse().ok();
    Fix::new(degrees("lat")?, degrees("lon")?, None)
}

fn failed(error: quick_xml::Error) -> GpxError {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => GpxError::TooLarge,
        quick_xml::Error::Io(error) => GpxError::Io(io::Error::new(error.kind(), error)),
        _ => GpxError::Broken,
    }
}

/// Gives no more than what was allowed since the last piece of markup: a reader of XML would hold all of it in memory.
struct Meted<R> {
    file: R,
    left: usize,
}

impl<R: BufRead> Read for Meted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let found = self.fill_buf()?;
        let taken = found.len().min(out.len());
        out[..taken].copy_from_slice(&found[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Meted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let found = self.file.fill_buf()?;
        if self.left == 0 && !found.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(&found[..found.len().min(self.left)])
    }

    fn consume(&mut self, taken: usize) {
        self.left -= taken.min(self.left);
        self.file.consume(taken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn gpx(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">{inside}</gpx>"
        )
    }

    fn read(text: &str) -> Result<Track, GpxError> {
        // A small buffer, so that markup is found in pieces.
        read_gpx(BufReader::with_capacity(7, text.as_bytes()))
    }

    #[test]
    fn points_of_all_segments_come_with_their_times() {
        let track = read(&gpx(
            "<metadata><time>2020-01-01T00:00:00Z</time></metadata><wpt lat=\"1\" lon=\"1\"/><trk><name>&lt;x&gt;</name><trkseg>\
             <trkpt lat=\"43.25\" lon=\"76.95\"><ele>800</ele><time> 2026-02-01T08:00:00+05:00 </time></trkpt></trkseg><trkseg>\
             <trkpt lon='-179.9' lat='-43.5'/></trkseg></trk>",
        ))
        .unwrap();
        assert_eq!(
            track.fixes[0],
            Fix { lat: 43.25, lon: 76.95, at: "2026-02-01T03:00:00Z".parse().ok().map(|at: Moment| at.at_offset(300)) }
        );
        assert_eq!(track.fixes[1], Fix { lat: -43.5, lon: -179.9, at: None });
        assert_eq!((track.fixes.len(), track.left_out), (2, 0));
    }

    #[test]
    fn a_planned_route_stands_in_for_a_track() {
        let route = "<rte><rtept lat=\"1\" lon=\"2\"/></rte>";
        assert_eq!(read(&gpx(route)).unwrap().fixes.len(), 1);
        let both = format!("{route}<trk><trkseg><trkpt lat=\"3\" lon=\"4\"/><trkpt lat=\"3\" lon=\"5\"/></trkseg></trk>");
        assert_eq!(read(&gpx(&both)).unwrap().fixes.len(), 2);
    }

    #[test]
    fn points_that_say_nothing_are_counted() {
        let points = "<trk><trkseg><trkpt lat=\"0\" lon=\"0\"/><trkpt lat=\"91\" lon=\"1\"/><trkpt lat=\"1\" lon=\"181\"/><trkpt lat=\"NaN\" lon=\"1\"/>\
                      <trkpt lat=\"inf\" lon=\"1\"/><trkpt lon=\"1\"/><trkpt lat=\"x\" lon=\"1\"/><trkpt/></trkseg></trk>";
        assert_eq!(read(&gpx(points)).unwrap(), Track { fixes: vec![], left_out: 8 });
        assert_eq!(read(&gpx("")).unwrap(), Track::default());
    }

    #[test]
    fn a_time_that_is_none_leaves_the_place() {
        let track = read(&gpx("<trk><trkseg><trkpt lat=\"1\" lon=\"2\"><time>yesterday</time></trkpt></trkseg></trk>")).unwrap();
        assert_eq!(track.fixes, [Fix { lat: 1.0, lon: 2.0, at: None }]);
    }

    #[test]
    fn what_is_hostile_or_broken_is_refused() {
        assert!(matches!(read(""), Err(GpxError::NotGpx)));
        assert!(matches!(read("hello"), Err(GpxError::NotGpx)));
        assert!(matches!(read("<kml><trkpt lat=\"1\" lon=\"2\"/></kml>"), Err(GpxError::NotGpx)));
        assert!(matches!(read("<!DOCTYPE gpx [<!ENTITY a \"aaaa\">]><gpx/>"), Err(GpxError::NotGpx)));
        assert!(matches!(read("<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/>"), Err(GpxError::Broken)));
        assert!(matches!(read("<gpx><trk></gpx></trk>"), Err(GpxError::Broken)));
        assert!(matches!(read("<gpx><trk"), Err(GpxError::Broken)));
        assert!(matches!(read(&gpx(&"<a>".repeat(DEPTH_MAX + 1))), Err(GpxError::TooLarge)));
        let long = "x".repeat(MARKUP_MAX_BYTES + 1);
        for endless in [format!("<!--{long}-->"), format!("<trk a=\"{long}\"/>"), long.clone(), format!("<![CDATA[{long}]]>")] {
            assert!(matches!(read(&gpx(&endless)), Err(GpxError::TooLarge)));
        }
    }

    #[test]
    fn a_million_points_are_read_and_one_more_is_too_many() {
        let point = "<trkpt lat=\"43.2\" lon=\"76.9\"/>";
        let file = |points: usize| gpx(&format!("<trk><trkseg>{}</trkseg></trk>", point.repeat(points)));
        assert_eq!(read_gpx(file(POINTS_MAX).as_bytes()).unwrap().fixes.len(), POINTS_MAX);
        assert!(matches!(read_gpx(file(POINTS_MAX + 1).as_bytes()), Err(GpxError::TooLarge)));
    }

    #[test]
    fn a_reader_that_fails_says_so() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::PermissionDenied.into())
            }
        }
        assert!(matches!(read_gpx(BufReader::new(Failing)), Err(GpxError::Io(error)) if error.kind() == io::ErrorKind::PermissionDenied));
    }
}
