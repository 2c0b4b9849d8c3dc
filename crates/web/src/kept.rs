//! Answers that are kept: a run that finished never changes, so neither does what it answers.

use crate::answer::Answer;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Bytes of all answers that are kept.
const ALL: usize = 48 << 20;
/// Bytes above which an answer is made anew each time.
const LARGE: usize = 4 << 20;

type Place = Arc<OnceLock<Arc<Answer>>>;

/// The answers of one run, the oldest of which are given up first.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    places: BTreeMap<String, Place>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Answers {
    /// The answer at an address, made by whoever asks first; the others wait for it.
    pub(crate) fn get(
        &self,
        address: &str,
        make: impl FnOnce() -> Answer,
    ) -> Arc<Answer> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = lock().places.entry(address.to_owned()).or_default().clone();
        let mut is_new = false;
        let answer = place.get_or_init(|| {
            is_new = true;
            Arc::new(make())
        });
        if is_new {
            lock().settle(address, answer);
        }
        answer.clone()
    }
}

impl Kept {
    fn settle(&mut self, address: &str, answer: &Answer) {
        if answer.status != 200 || answer.body.len() > LARGE {
            self.places.remove(address);
            return;
        }
        self.order.push_back(address.to_owned());
        self.bytes += answer.body.len();
        while self.bytes > ALL
            && let Some(oldest) = self.order.pop_front()
        {
            let place = self.places.remove(&oldest);
            let freed = place.and_then(|place| place.get().map(|one| one.body.len()));
            self.bytes -= freed.unwrap_or(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, bytes: usize) -> Answer {
        Answer::new(status, "text/plain", vec![b'x'; bytes])
    }

    #[test]
    fn an_answer_is_made_once_and_a_failure_each_time() {
        let answers = Answers::default();
        answers.get("/a", || answer(200, 1));
        assert_eq!(answers.get("/a", || panic!("made twice")).body.len(), 1);
        answers.get("/b", || answer(404, 1));
        assert_eq!(answers.get("/b", || answer(200, 2)).body.len(), 2);
    }

    #[test]
    fn the_oldest_are_given_up_first() {
        let answers = Answers::default();
        let many = ALL / LARGE + 3;
        for number in 0..many {
            answers.get(&format!("/{number}"), || answer(200, LARGE));
        }
        let kept = answers.kept.lock().unwrap();
        assert!(kept.bytes <= ALL && kept.places.len() == kept.order.len());
        assert!(!kept.places.contains_key("/0"));
        assert!(kept.places.contains_key(&format!("/{}", many - 1)));
        drop(kept);
        answers.get("/large", || answer(200, LARGE + 1));
        assert!(!answers.kept.lock().unwrap().places.contains_key("/large"));
    }
}
