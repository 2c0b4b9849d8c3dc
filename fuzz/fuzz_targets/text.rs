//! Random bytes as a file that ends in `.txt`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| chancery_fuzz::read("a.txt", bytes));
