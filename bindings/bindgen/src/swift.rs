//! The generator of UniFFI for Swift, in the version that the library was built with.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
