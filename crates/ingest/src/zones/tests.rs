//! Which parts are recognised, and what is left as body.

use super::*;
use crate::tests::english;

fn kinds(text: &str) -> Vec<(ZoneKind, &str)> {
    let parts = recognise(text, &[], Rows::Apart, None, &english());
    parts.zones.iter().map(|zone| (zone.kind, zone.span.text(text).unwrap())).collect()
}

/// The parts that are neither body nor title.
fn marked(text: &str) -> Vec<(ZoneKind, &str)> {
    let mut kinds = kinds(text);
    kinds.retain(|(kind, _)| !matches!(kind, ZoneKind::Body | ZoneKind::Title));
    kinds
}

const ONE: &str =
    "The council met on Monday and agreed to reopen the ferry line to the island.";
const TWO: &str =
    "Its speaker said the fare would stay as it was before the storm of last year.";

#[test]
fn running_text_is_body_from_its_first_paragraph() {
    let text = format!("{ONE}\n{TWO}");
    assert_eq!(kinds(&text), [(ZoneKind::Body, ONE), (ZoneKind::Body, TWO)]);
    assert_eq!(kinds("One line alone"), [(ZoneKind::Body, "One line alone")]);
}

#[test]
fn the_head_is_recognised() {
    let text = format!(
        "Ferry Line to Reopen\nBy Jane Doe and J. Roe - March 4, 2031\n\n{ONE}\n{TWO}"
    );
    let parts = recognise(&text, &[], Rows::Apart, None, &english());
    assert_eq!(parts.title.unwrap().words, "Ferry Line to Reopen");
    assert_eq!(parts.author.unwrap().words, "Jane Doe and J. Roe");
    assert_eq!(parts.published.unwrap().1.edtf(), "2031-03-04");
}

#[test]
fn place_and_day_in_a_line_are_a_dateline() {
    let text = format!("Ferry Line to Reopen\nNorthtown, 4 March 2031\n{ONE}");
    assert_eq!(marked(&text), [(ZoneKind::Dateline, "Northtown, 4 March 2031")]);
}

#[test]
fn a_dateline_may_follow_a_summary() {
    let text = format!("{ONE}\n\nNORTHTOWN, Norland — {TWO}\n\n{ONE}");
    assert_eq!(marked(&text), [(ZoneKind::Dateline, "NORTHTOWN, Norland —")]);
    let late = format!("{ONE}\n\n{TWO}\n\n{ONE}\n\n{TWO}\n\nNORTHTOWN — {ONE}");
    assert_eq!(marked(&late), []);
}

#[test]
fn prose_that_opens_like_a_byline_is_body() {
    for opening in [
        "By Friday, the army had left.",
        "By March 4, 2031, all had left",
        "By the time he came, all of them had left the town",
    ] {
        let text = format!("{opening}\n{ONE}");
        assert_eq!(marked(&text), [], "{opening}");
    }
}

#[test]
fn headings_stand_between_paragraphs() {
    let text = format!("{ONE}\nA Long Quarrel\n{TWO}");
    assert_eq!(marked(&text), [(ZoneKind::Heading, "A Long Quarrel")]);
    let list = format!("{ONE}\nNorthtown\nSouthtown\nThe islands\n{TWO}");
    assert_eq!(marked(&list), [], "the lines of a list are no headings");
}

#[test]
fn captions_between_sentences_are_none_of_the_report() {
    let caption =
        "Hide caption 2 of 9 Photos: Storm in the port – A ferry leaves the harbour.";
    let text = format!("{ONE} {caption} {TWO}");
    assert_eq!(marked(&text), [(ZoneKind::Boilerplate, caption)]);
}

#[test]
fn a_disclaimer_names_the_publisher() {
    let disclaimer = "The views expressed here are those of the author and do not necessarily \
                      reflect the views of the Institute of Strategic Affairs or its staff.";
    let text = format!("{ONE}\n{TWO}\n{disclaimer}");
    assert_eq!(marked(&text), [(ZoneKind::Boilerplate, disclaimer)]);
    let parts = recognise(&text, &[], Rows::Apart, None, &english());
    let publisher = parts.publisher.unwrap();
    assert_eq!(publisher.words, "Institute of Strategic Affairs");
    assert_eq!(publisher.span.text(&text), Some("Institute of Strategic Affairs"));
    let joined = format!("{ONE}\n{TWO} {disclaimer}");
    assert_eq!(marked(&joined), [(ZoneKind::Boilerplate, disclaimer)]);
}

#[test]
fn prose_about_views_is_body() {
    let text = format!(
        "{ONE}\nThe views expressed by the minister drew criticism in the south.\n\
         He said the paper did not necessarily reflect the views of the Council."
    );
    assert_eq!(marked(&text), []);
}

#[test]
fn the_furniture_of_a_page_is_marked() {
    let text = format!(
        "{ONE}\nAdvertisement\n{TWO}\nPhoto: J. Doe/Agency\n{ONE}\nFollow us on the web\n"
    );
    let boilerplate: Vec<&str> = marked(&text).iter().map(|(_, words)| *words).collect();
    assert_eq!(
        boilerplate,
        ["Advertisement", "Photo: J. Doe/Agency", "Follow us on the web"]
    );
    let prose = format!(
        "{ONE}\nShare prices fell, and the advertisement was withdrawn.\nPhoto of him were shown to the jury, who saw in them what the prosecutor had seen before."
    );
    assert_eq!(marked(&prose), []);
}

#[test]
fn teasers_go_on_to_the_next_body() {
    let list = "Related Articles\nWhat the Islands Want\nThe islands want a ferry, and they want it";
    let at_end = format!("{ONE}\n{TWO}\n{list}");
    assert_eq!(marked(&at_end).len(), 3);
    let between = format!("{ONE}\n{list}\n\n{TWO}\n{ONE}");
    assert_eq!(kinds(&between).last(), Some(&(ZoneKind::Body, ONE)));
    assert_eq!(marked(&between).len(), 3);
    let label = format!("{ONE}\nRead more\n{TWO}");
    assert_eq!(marked(&label), [(ZoneKind::Related, "Read more")]);
    let prose = format!("{ONE}\nRelated articles of the treaty were dropped.\n{TWO}");
    assert_eq!(marked(&prose), []);
}

#[test]
fn what_stands_before_any_body_is_not_given_up_for_related() {
    let text = format!("Related Articles\n{ONE}\n{TWO}");
    assert!(kinds(&text).iter().filter(|(kind, _)| *kind == ZoneKind::Body).count() >= 2);
}

#[test]
fn a_signature_of_nobody_is_the_author_of_last_resort() {
    let text = format!("{ONE}\n{TWO}\n\nEditorial Team");
    let parts = recognise(&text, &[], Rows::Apart, None, &english());
    assert_eq!(parts.author.unwrap().words, "Editorial Team");
    assert_eq!(marked(&text), [(ZoneKind::Boilerplate, "Editorial Team")]);
}

#[test]
fn a_stated_title_is_found_in_the_text() {
    let text = format!("The council met.\nFerry line: to reopen!\n{ONE}");
    let parts =
        recognise(&text, &[], Rows::Apart, Some("Ferry Line to Reopen"), &english());
    assert_eq!(parts.title.unwrap().words, "Ferry line: to reopen!");
}
