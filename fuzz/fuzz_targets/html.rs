//! Random bytes as a file that ends in `.html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chancery_fuzz::read("a.html", bytes));
