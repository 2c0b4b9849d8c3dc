//! Rebuilds the crate when a data file changes; it generates nothing.

fn main() {
    for folder in ["ontology", "actors", "places", "en", "gazetteer"] {
        println!("cargo::rerun-if-changed=../../data/{folder}");
    }
}
