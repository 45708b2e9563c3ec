//! Prints the page that checks dossiers, for tests in a browser.

fn main() {
    print!("{}", pana_core::dossier::verify_page());
}
