//! The same bytes give the same dataset, in whatever order, on however many threads, and
//! however often the work was cut off.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use chancery_dataset::Dataset;
use chancery_model::Digest;
use chancery_pipeline::{InputFile, Progress};
use common::runs::{Scratch, build, example};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

const FOLDERS: [&str; 2] = ["caspian", "elsewhere"];

fn digest_of(files: Vec<InputFile>, path: &Path) -> Digest {
    let mut dataset = Dataset::create(path).unwrap();
    build(files, &mut dataset, &|_| {});
    dataset.digest().unwrap()
}

/// The same files in another order, each `step` another one.
fn shuffled(files: &[InputFile], step: usize) -> Vec<InputFile> {
    let mut left = files.to_vec();
    let mut order = Vec::new();
    let mut at = step;
    while !left.is_empty() {
        at = (at * 7 + step) % left.len();
        order.push(left.remove(at));
    }
    order
}

#[test]
fn neither_order_nor_threads_change_the_digest() {
    let scratch = Scratch::new("order");
    for folder in FOLDERS {
        let files = example(folder);
        let expected = digest_of(files.clone(), &scratch.file(&format!("{folder}.db")));
        for (step, threads) in [(1, 1), (2, 2), (3, 8)] {
            let order = shuffled(&files, step);
            assert_ne!(order, files, "the order is another one");
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let path = scratch.file(&format!("{folder}-{threads}.db"));
            let digest = pool.install(|| digest_of(order, &path));
            assert_eq!(digest, expected, "{folder} on {threads} threads");
        }
    }
}

#[test]
fn another_text_gives_another_digest() {
    let scratch = Scratch::new("other");
    let files = example(FOLDERS[0]);
    let all = digest_of(files.clone(), &scratch.file("all.db"));
    let fewer = digest_of(files[1..].to_vec(), &scratch.file("fewer.db"));
    assert_ne!(all, fewer);
}

#[test]
fn building_again_reuses_every_document_and_says_the_same() {
    let scratch = Scratch::new("again");
    for folder in FOLDERS {
        let mut dataset =
            Dataset::create(&scratch.file(&format!("{folder}.db"))).unwrap();
        let first = build(example(folder), &mut dataset, &|_| {});
        let digest = dataset.digest().unwrap();
        assert!(first.coded > 4 && first.reused == 0, "{first:?}");
        let second = build(shuffled(&example(folder), 1), &mut dataset, &|_| {});
        assert_eq!((second.coded, second.reused), (0, first.coded));
        assert_eq!(second.run, first.run);
        assert_eq!(dataset.digest().unwrap(), digest);
    }
}

#[test]
fn a_build_that_was_cut_off_goes_on_and_says_the_same() {
    let scratch = Scratch::new("cut");
    // While documents are coded, and when all are in: a batch is appended whole or not at all.
    for (folder, is_late) in FOLDERS.into_iter().flat_map(|f| [(f, false), (f, true)]) {
        let expected =
            digest_of(example(folder), &scratch.file(&format!("{folder}-{is_late}.db")));
        let path = scratch.file(&format!("{folder}-{is_late}-cut.db"));
        let coded = AtomicUsize::new(0);
        let cut_off = catch_unwind(AssertUnwindSafe(|| {
            let mut dataset = Dataset::create(&path).unwrap();
            build(example(folder), &mut dataset, &|step| match step {
                Progress::Coded(_) => {
                    let so_far = coded.fetch_add(1, Ordering::SeqCst) + 1;
                    assert!(is_late || so_far < 3, "the power fails on purpose");
                }
                Progress::Resolving => panic!("the power fails on purpose"),
                Progress::Files(_) | Progress::FileRead => {}
            });
        }));
        assert!(cut_off.is_err(), "the build was cut off");
        let mut dataset = Dataset::open(&path).unwrap();
        assert!(dataset.interrupted_run().unwrap().is_some());
        assert!(dataset.digest().is_err(), "no run has finished");
        let built = build(example(folder), &mut dataset, &|_| {});
        let kept = if is_late { coded.into_inner() } else { 0 };
        assert_eq!(built.reused, kept, "{folder}: what was appended is not coded again");
        assert_eq!(built.coded == 0, is_late, "{folder}");
        assert_eq!(dataset.digest().unwrap(), expected, "{folder}");
    }
}
