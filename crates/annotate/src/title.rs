//! Titles before names that the trees hang beside them: *appointed Minister Olsen*.

use crate::reading::Read;
use chancery_codebook::Codebook;
use chancery_model::Arc;

/// Makes a title the modifier of the name right behind it where both depend on one word as its
/// objects: one verb has no two direct objects.
pub(crate) fn join(text: &str, read: &mut Read, codebook: &Codebook) {
    let is_object = |arc: &Arc| matches!(arc.relation.as_ref(), "obj" | "iobj");
    for at in 0..read.arcs.len().saturating_sub(1) {
        let Ok(next) = u32::try_from(at + 1) else { return };
        let (title, name) = (&read.arcs[at], &read.arcs[at + 1]);
        let is_pair = is_object(title)
            && is_object(name)
            && title.head == name.head
            && title.head.is_some_and(|verb| verb < next)
            && [at, at + 1].iter().all(|&one| read.tokens[one].upos.as_ref() == "PROPN");
        if !is_pair {
            continue;
        }
        let word = read.tokens[at].span.text(text).unwrap_or_default().to_lowercase();
        if !codebook.names.offices.get(&word).is_empty() {
            read.arcs[at] = Arc { head: Some(next), relation: "nmod:desc".into() };
            read.arcs[at + 1].relation = "obj".into();
        }
    }
}
