//! Random text through words, sentences and temporal expressions.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| chancery_fuzz::annotate(text));
