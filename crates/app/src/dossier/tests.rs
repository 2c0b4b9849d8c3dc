//! Hostile texts stay text.

use super::{html, markdown};
use chancery_dataset::{Dossier, DossierNote};
use chancery_model::{Digest, EventId, Status};

fn hostile() -> Dossier {
    let note = DossierNote {
        number: 1,
        event: EventId(Digest::of(["event"])),
        status: Status::Claimed,
        according_to: "<img src=x onerror=alert(1)>".into(),
        quotation: "</q><script>alert('x')</script> [a](javascript:alert) \u{202e}txet"
            .into(),
        document: "a.txt".into(),
        title: Some("\"><b>".into()),
        url: Some("javascript:alert(1)".into()),
        published: None,
        start: 0,
        end: 9,
    };
    Dossier { title: "# <u>title</u>".into(), incidents: Vec::new(), notes: vec![note] }
}

#[test]
fn no_text_becomes_markup_in_html() {
    let page = html::page(&hostile());
    for markup in ["<script", "<img", "<u>", "<b>", "href=\"javascript", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}\n{page}");
    }
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
}

#[test]
fn no_text_becomes_markup_in_markdown() {
    let page = markdown::page(&hostile());
    for markup in ["<", "[a](", "# #", "javascript:alert(1)", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}\n{page}");
    }
    assert!(page.contains("\\[a\\](javascript:alert)"));
}

#[test]
fn a_web_address_is_a_link() {
    let mut dossier = hostile();
    dossier.notes[0].url = Some("https://example.org/?a=\"b".into());
    let page = html::page(&dossier);
    assert!(page.contains("href=\"https://example.org/?a=&quot;b\""), "{page}");
}
