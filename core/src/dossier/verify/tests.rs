//! Every reason has its stories in `tests/stories/dossier_altered.rs`. Here any byte is changed.

use super::*;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

const MAKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/verifier/dossier_sample.py");

/// A dossier that Pana did not make, in a folder and in a zip.
fn made() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let ran = Command::new("python3").args(["-B", MAKER, "any byte"]).arg(folder.path()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        folder
    });
    made.path()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = found.into_iter().partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| files_in(folder)));
    files.sort();
    files
}

fn verdict(source: &Source) -> Verdict {
    verify(source, None, &mut |_| ()).unwrap()
}

#[test]
fn progress_counts_the_bytes_of_the_files() {
    let folder = made().join("dossier");
    let listed = |path: &PathBuf| !matches!(path.file_name().and_then(|name| name.to_str()), Some(LIST | SIGNATURE));
    let all: u64 = files_in(&folder).iter().filter(|path| listed(path)).map(|path| path.metadata().unwrap().len()).sum();
    let mut heard = Vec::new();
    verify(&Source::Folder(folder), None, &mut |done| heard.push(done)).unwrap();
    assert!(heard.is_sorted());
    assert_eq!(heard.last(), Some(&all));
}

#[test]
fn what_is_not_there_is_no_verdict() {
    let nowhere = made().join("nowhere");
    assert!(verify(&Source::Folder(nowhere.clone()), None, &mut |_| ()).is_err());
    assert!(verify(&Source::Zips(vec![nowhere]), None, &mut |_| ()).is_err());
    assert!(verify(&Source::Zips(vec![made().to_owned()]), None, &mut |_| ()).is_err());
}

#[test]
fn a_link_is_a_file_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let from = made().join("dossier");
    for path in files_in(&from) {
        let to = folder.path().join(path.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&path, &to).unwrap();
    }
    let linked = folder.path().join("statement.pdf");
    fs::remove_file(&linked).unwrap();
    std::os::unix::fs::symlink(from.join("statement.pdf"), linked).unwrap();
    let altered = Verdict::Altered { reason: Reason::FileAltered, name: Some("statement.pdf".to_owned()) };
    assert_eq!(verdict(&Source::Folder(folder.path().to_owned())), altered);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_byte_of_a_folder_can_be_changed(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in 1u8..=255) {
        let from = made().join("dossier");
        let folder = tempfile::tempdir().unwrap();
        let files = files_in(&from);
        let changed = file.get(&files);
        for path in &files {
            let to = folder.path().join(path.strip_prefix(&from).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let mut bytes = fs::read(path).unwrap();
            if path == changed {
                let at = at.index(bytes.len());
                bytes[at] ^= change;
            }
            fs::write(to, bytes).unwrap();
        }
        let verdict = verdict(&Source::Folder(folder.path().to_owned()));
        prop_assert!(matches!(verdict, Verdict::Altered { .. }), "{:?}", verdict);
    }

    /// Times, versions and the like in a zip say nothing of the files.
    #[test]
    fn a_changed_byte_of_a_zip_changes_no_file_unseen(at in any::<prop::sample::Index>(), change in 1u8..=255) {
        let zip = made().join("dossier.zip");
        let good = verdict(&Source::Zips(vec![zip.clone()]));
        prop_assert!(matches!(good, Verdict::Consistent { .. }), "{:?}", good);
        let mut bytes = fs::read(zip).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        let verdict = verdict(&Source::Zips(vec![file.path().to_owned()]));
        prop_assert!(matches!(verdict, Verdict::Altered { .. }) || verdict == good, "{:?}", verdict);
    }

    #[test]
    fn nothing_in_place_of_a_zip_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), kept in 0usize..4) {
        let start = [&b"PK\x03\x04"[..], b"PK\x01\x02", b"PK\x05\x06", b""][kept];
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), [start, &bytes].concat()).unwrap();
        let verdict = verdict(&Source::Zips(vec![file.path().to_owned()]));
        prop_assert!(matches!(verdict, Verdict::Altered { .. }), "{:?}", verdict);
    }
}
