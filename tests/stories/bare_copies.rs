//! Copies without metadata, judged by programs that look for it: exiftool and ffprobe find nothing, and every pixel and frame is the same.

#![allow(clippy::unwrap_used)]

use pana_core::dossier::copy_bare;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../cli/sample");
/// What is planted, and must be found by nobody afterwards.
const MARKS: [&str; 6] = ["MARK-SERIAL", "MARK-MAKER", "MARK-OWNER", "43.21", "76.85", "2019:08:07"];

fn run(program: &str, words: &[&str]) -> String {
    let ran = Command::new(program).args(words).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(ran.status.success(), "{program} {words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Everything that both programs say of a file, and everything in it that reads as text.
fn said_of(path: &Path) -> String {
    let said = run("exiftool", &["-a", "-u", "-G1", "-s", "-ee", "-n", "-api", "LargeFileSupport=1", "--System:all", text(path)]);
    let probed = run("ffprobe", &["-v", "quiet", "-show_format", "-show_streams", "-show_chapters", text(path)]);
    // Names of the files themselves stand in both.
    format!("{said}{probed}").replace(text(path), "")
}

fn plant(path: &Path) {
    let words = [
        "-overwrite_original",
        "-q",
        "-m",
        "-Make=MARK-MAKER",
        "-SerialNumber=MARK-SERIAL",
        "-XMP:CreatorTool=MARK-MAKER",
        "-XMP:SerialNumber=MARK-SERIAL",
        "-XMP-dc:Creator=MARK-OWNER",
        "-GPSLatitude=43.21",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=76.85",
        "-GPSLongitudeRef=E",
        "-Keys:GPSCoordinates=43.21 76.85 600",
        "-UserData:GPSCoordinates=43.21 76.85 600",
        "-QuickTime:CreateDate=2019:08:07 06:05:04",
        "-QuickTime:ModifyDate=2019:08:07 06:05:04",
        "-Track1:TrackCreateDate=2019:08:07 06:05:04",
        "-DateTimeOriginal=2019:08:07 06:05:04",
        "-Comment=MARK-OWNER",
        text(path),
    ];
    run("exiftool", &words);
}

fn copied(from: &Path) -> PathBuf {
    let to = from.with_extension(format!("bare.{}", from.extension().unwrap().to_str().unwrap()));
    copy_bare(&mut File::open(from).unwrap(), &mut File::create(&to).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    to
}

/// The sums of every frame, pictures and sounds.
fn frames(path: &Path) -> String {
    run("ffmpeg", &["-v", "error", "-i", text(path), "-map", "0:v?", "-map", "0:a?", "-f", "framemd5", "-"])
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn nothing_planted_is_found_and_every_frame_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    fs::copy(format!("{SAMPLE}/photo.jpg"), place("photo.jpg")).unwrap();
    fs::copy(format!("{SAMPLE}/video.mp4"), place("video.mp4")).unwrap();
    let photo = text(&place("photo.jpg")).to_owned();
    let video = text(&place("video.mp4")).to_owned();
    let metadata = ["-metadata", "title=MARK-OWNER", "-metadata", "artist=MARK-MAKER", "-metadata", "location=+43.21+076.85/"];
    let make = |from: &str, more: &[&str], name: &str| {
        let to = text(&place(name)).to_owned();
        run("ffmpeg", &[&["-v", "error", "-y", "-i", from][..], more, &metadata, &[&to]].concat());
    };
    make(&photo, &[], "picture.png");
    make(&photo, &["-frames:v", "1"], "picture.webp");
    make(&video, &["-t", "1", "-c", "copy", "-movflags", "+faststart+use_metadata_tags"], "first.mov");
    make(&video, &["-t", "1", "-vn"], "sound.m4a");
    make(&video, &["-t", "1", "-vn"], "sound.wav");
    make(&video, &["-t", "1", "-vn", "-write_id3v1", "1"], "sound.mp3");
    for name in ["photo.jpg", "picture.png", "picture.webp", "video.mp4", "first.mov", "sound.m4a"] {
        plant(&place(name));
    }
    for name in ["photo.jpg", "picture.png", "picture.webp", "video.mp4", "first.mov", "sound.m4a", "sound.wav", "sound.mp3"] {
        let (path, before) = (place(name), said_of(&place(name)));
        assert!(MARKS.iter().any(|mark| before.contains(mark)), "{name} says nothing to begin with: {before}");
        let copy = copied(&path);
        let after = said_of(&copy);
        for mark in MARKS {
            assert!(!after.contains(mark), "{name}: {mark} in {after}");
        }
        let bytes = fs::read(&copy).unwrap();
        assert!(!bytes.windows(5).any(|window| window == b"MARK-"), "{name}");
        assert!(!after.contains("GPS"), "{name}: {after}");
        assert_eq!(frames(&copy), frames(&path), "{name}");
        assert!(!frames(&copy).is_empty(), "{name}");
    }
}

#[test]
fn the_turn_of_a_photo_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photo.jpg");
    fs::copy(format!("{SAMPLE}/photo.jpg"), &path).unwrap();
    run("exiftool", &["-overwrite_original", "-q", "-n", "-Orientation=6", text(&path)]);
    let said = run("exiftool", &["-a", "-G1", "-s", "-n", "-EXIF:all", text(&copied(&path))]);
    let tags: Vec<&str> = said.lines().map(|line| line.split_whitespace().nth(1).unwrap()).collect();
    assert_eq!(tags, ["Orientation"], "{said}");
    assert!(said.trim().ends_with(": 6"), "{said}");
}
