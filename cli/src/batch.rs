//! Many commands under one unlock: one a line in, one JSON document a line out.

use crate::args::{self, Task};
use crate::commands;
use crate::desk::{Desk, OpenDesk};
use crate::failure::{Exit, Failure};
use crate::output::{Answer, Output};
use clap::Parser;
use pana_core::Moment;
use pana_core::vault::Notice;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Room for a text of 1 MB, quoted.
const LINE_MAX_BYTES: usize = 8 << 20;
const OWN_RUN: [&str; 5] = ["init", "recover", "second", "batch", "demo"];

/// One line of a batch.
#[derive(Debug, Parser)]
#[command(name = "pana", no_binary_name = true, disable_version_flag = true)]
struct Line {
    /// Fix the clock on the wall for this line
    #[arg(long, global = true, value_name = "RFC3339")]
    now: Option<Moment>,
    /// Always so in a batch
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    task: Task,
}

/// Runs the lines and returns the highest exit code. A line that fails is reported in its place, and the next one runs.
pub(crate) fn run(args: &args::Batch, desk: &Desk) -> Exit {
    let output = Output { json: true, ..desk.output };
    // Bars and questions would stand between the documents.
    let desk = Desk { output, ..desk.clone() };
    let mut worst = Exit::Done;
    let result = lines_of(&args.file).and_then(|lines| {
        desk.unlock()?.run_and_lock(|open| {
            let mut notices = open.session.notices().to_vec();
            worst = run_lines(lines, open, output, &mut notices)?;
            Ok(())
        })
    });
    match result {
        Ok(()) => worst,
        Err(failure) => worst.max(output.print(&Err(failure), &[])),
    }
}

/// What was noticed while opening goes out with the first document.
fn run_lines(mut lines: Box<dyn BufRead>, open: &mut OpenDesk<'_>, output: Output, notices: &mut Vec<Notice>) -> Result<Exit, Failure> {
    let mut worst = Exit::Done;
    let mut line = Vec::new();
    while read_line(&mut *lines, &mut line).map_err(|error| Failure::reading(&error))? {
        let words = match words_of(&line) {
            Ok(words) if words.is_empty() => continue,
            words => words,
        };
        let result = words.and_then(|words| run_line(&words, open));
        worst = worst.max(output.print(&result, &std::mem::take(notices)));
    }
    Ok(worst)
}

fn run_line(words: &[String], open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    if OWN_RUN.contains(&words[0].as_str()) {
        return Err(Failure::usage("needs-own-run"));
    }
    let line = Line::try_parse_from(words).map_err(|error| Failure::unreadable_command(&error))?;
    if commands::reads_standard_input(&line.task) {
        return Err(Failure::usage("stdin-in-batch"));
    }
    let clock = open.clock;
    open.clock = clock.fixed(line.now);
    let result = commands::run(&line.task, open);
    open.clock = clock;
    result
}

/// Words by POSIX quoting; none for an empty line or a comment.
fn words_of(line: &[u8]) -> Result<Vec<String>, Failure> {
    if line.len() > LINE_MAX_BYTES {
        return Err(Failure::usage("line-too-long"));
    }
    let text = std::str::from_utf8(line).map_err(|_| Failure::usage("line-not-text"))?;
    shlex::split(text).ok_or_else(|| Failure::usage("quotes-open"))
}

/// Reads up to the next line's end, which is left out; false at the end. Of a line that is too long, a little more than the limit is kept.
fn read_line(lines: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let ahead = lines.fill_buf()?;
        if ahead.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = ahead.iter().position(|byte| *byte == b'\n');
        let piece = &ahead[..end.unwrap_or(ahead.len())];
        if line.len() <= LINE_MAX_BYTES {
            line.extend_from_slice(piece);
        }
        let used = piece.len() + usize::from(end.is_some());
        lines.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn lines_of(file: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).map_err(|error| Failure::reading(&error))?;
    Ok(Box::new(BufReader::new(opened)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_quoted_as_in_a_shell() {
        let words = words_of(r#"incident add --what "Ол \"тұр\"" --name 'a b' # why"#.as_bytes()).expect("words");
        assert_eq!(words, ["incident", "add", "--what", "Ол \"тұр\"", "--name", "a b"]);
        assert!(words_of(b"# a comment").expect("nothing").is_empty());
        assert!(words_of(b"   ").expect("nothing").is_empty());
        assert!(words_of(b"").expect("nothing").is_empty());
    }

    #[test]
    fn what_is_no_line_is_refused() {
        assert_eq!(words_of(b"incident add --what 'open").expect_err("open").code(), "quotes-open");
        assert_eq!(words_of(b"\xff").expect_err("no text").code(), "line-not-text");
        assert_eq!(words_of(&vec![b'a'; LINE_MAX_BYTES + 1]).expect_err("long").code(), "line-too-long");
    }

    #[test]
    fn lines_end_at_line_ends_and_at_the_end() {
        let mut input: &[u8] = b"one\n\ntwo";
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while read_line(&mut input, &mut line).expect("readable") {
            lines.push(line.clone());
        }
        assert_eq!(lines, [b"one".to_vec(), b"".to_vec(), b"two".to_vec()]);
    }

    #[test]
    fn a_line_takes_its_own_clock_and_no_other_vault() {
        let parsed = Line::try_parse_from(["status", "--json", "--now", "2026-02-01T21:30+05:00"]).expect("a line");
        assert!(parsed.json && parsed.now.is_some());
        assert!(Line::try_parse_from(["status", "--vault", "elsewhere"]).is_err());
        assert!(Line::try_parse_from(["init"]).is_err());
    }
}
