//! Titles and names that the trees hang beside one another: *appointed Minister Olsen*, *the
//! ambassador to the body, Ana Olsen,*.

use crate::reading::Read;
use chancery_codebook::Codebook;
use chancery_model::Arc;

/// So many words after a name its relative clause begins.
const NEAR: u32 = 24;

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

/// Makes the name of a person the apposition of the office before it where it hangs on the body
/// or state to which that office is tied: *Chile's ambassador to the UN, Ana Olsen, who spoke*.
pub(crate) fn hang(text: &str, read: &mut Read, codebook: &Codebook) {
    let form = |read: &Read, at: u32| -> String {
        read.tokens[at as usize].span.text(text).unwrap_or_default().to_owned()
    };
    let is = |read: &Read, at: u32, relation: &str| {
        read.arcs[at as usize].relation.split(':').next() == Some(relation)
    };
    let mut moved: Vec<(u32, u32)> = Vec::new();
    let all = u32::try_from(read.arcs.len()).unwrap_or(0);
    for name in 0..all {
        let Some(body) = read.arcs[name as usize].head else { continue };
        let Some(office) = read.arcs[body as usize].head else { continue };
        let is_tied = is(read, name, "appos")
            && is(read, body, "nmod")
            && office < body
            && body < name
            && read.tokens[name as usize].upos.as_ref() == "PROPN"
            && read.tokens[body as usize].upos.as_ref() == "PROPN";
        if !is_tied {
            continue;
        }
        let has_who = |clause: u32| {
            (name..clause).any(|at| {
                read.arcs[at as usize].head == Some(clause)
                    && read.tokens[at as usize].xpos.as_ref() == "WP"
            })
        };
        let is_described = (name + 1..all.min(name + NEAR)).any(|clause| {
            read.arcs[clause as usize].head == Some(name)
                && read.arcs[clause as usize].relation.as_ref() == "acl:relcl"
                && has_who(clause)
        });
        let given = |at: u32| codebook.referring.given(&form(read, at)).is_some();
        let is_person = !given(body) && (given(name) || is_described);
        let lemma = read.tokens[office as usize].lemma.to_lowercase();
        let is_office = codebook.names.offices.get(&lemma).first().is_some_and(|entry| {
            codebook
                .actors
                .offices
                .get(&entry.office)
                .is_some_and(|office| office.is_person)
        });
        if is_person && is_office {
            moved.push((name, office));
        }
    }
    for (name, office) in moved {
        read.arcs[name as usize].head = Some(office);
    }
}
