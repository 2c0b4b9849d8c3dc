//! The style and the modules, inside the binary.

use crate::answer::Answer;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const ASSETS: &[(&str, &str, &str)] = &[
    ("/assets/desk.css", CSS, include_str!("assets/desk.css")),
    ("/assets/chart.css", CSS, include_str!("assets/chart.css")),
    ("/assets/keys.js", JS, include_str!("assets/keys.js")),
    ("/assets/timeline.js", JS, include_str!("assets/timeline.js")),
    ("/assets/icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// The asset at this path.
pub(crate) fn find(path: &str) -> Option<Answer> {
    let (_, kind, text) = ASSETS.iter().find(|(known, ..)| *known == path)?;
    let mut answer = Answer::new(200, kind, *text);
    // Another version of the program has other assets at the same addresses.
    answer.headers.push(("cache-control", "no-cache".into()));
    Some(answer)
}
