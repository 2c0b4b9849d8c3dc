//! Reads sentences from standard input, one a line, and prints beside each what stood in the way
//! of an event: `cargo run -p chancery-pipeline --example obstacles < sentences.txt`. Sorted and
//! counted, the lines tell whoever writes rules which word or constraint to work on.
#![allow(clippy::print_stdout)]

use chancery_codebook::{Codebook, Files};
use chancery_ingest::Input;
use chancery_pipeline::{Desk, notation};
use std::io::BufRead;

fn main() -> std::io::Result<()> {
    let (codebook, _) = Codebook::examine(&Files::embedded());
    let desk = Desk::new(codebook);
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line?;
        let input = Input { path: "line.txt", bytes: line.as_bytes() };
        for document in desk.read(input, None).0 {
            let annotated = desk.annotate(document);
            for event in desk.code(&annotated) {
                println!("{number}\tevent\t{}\t{}", event.lemma, notation(&event));
            }
            for (index, obstacle) in desk.obstacles(&annotated) {
                let predicate = &annotated.predicates.items[index];
                println!(
                    "{number}\t{:?}\t{}\t{obstacle:?}",
                    predicate.kind, predicate.lemma
                );
            }
        }
    }
    Ok(())
}
