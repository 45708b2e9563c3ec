//! Writing a dossier: the files of FORMAT.md §17, each once, in one pass over the evidence.

mod make;
mod records;
mod shelf;
mod table;
#[cfg(test)]
mod tests;
mod thumbnail;

pub use make::{Made, MakeError, Missing, make};
pub use shelf::{Both, Folder, Shelf, Zip};
