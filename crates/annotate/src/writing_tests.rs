//! Tests of words and sentences on composed traps and on random text.

use chancery_codebook::Writing;
use chancery_model::Span;

use crate::boundary::Boundaries;
use std::sync::LazyLock;

static JUDGE: LazyLock<Boundaries> = LazyLock::new(|| {
    Boundaries::load(include_bytes!("../../../data/models/en.sentences")).unwrap()
});

static WRITING: LazyLock<Writing> = LazyLock::new(Writing::embedded);

fn tokens(text: &str) -> Vec<Span> {
    crate::token::tokens(text, &WRITING)
}

fn sentences(text: &str, spans: &[Span]) -> Vec<(u32, u32)> {
    crate::sentence::sentences(text, spans, &WRITING, &JUDGE)
}

fn words(text: &str) -> Vec<&str> {
    tokens(text).iter().map(|s| &text[s.range()]).collect()
}

fn split(text: &str) -> Vec<&str> {
    let spans = tokens(text);
    sentences(text, &spans)
        .iter()
        .map(|&(a, b)| {
            &text[spans[a as usize].range().start..spans[b as usize - 1].range().end]
        })
        .collect()
}

#[test]
fn contractions_and_possessives_are_cut() {
    assert_eq!(words("They don't"), ["They", "do", "n't"]);
    assert_eq!(words("CAN\u{2019}T"), ["CA", "N\u{2019}T"]);
    assert_eq!(words("the envoy\u{2019}s aide"), ["the", "envoy", "\u{2019}s", "aide"]);
    assert_eq!(words("workers' strike"), ["workers", "'", "strike"]);
    assert_eq!(words("She'd've left"), ["She", "'d", "'ve", "left"]);
    assert_eq!(words("its not its own"), ["it", "s", "not", "its", "own"]);
    assert_eq!(words("cannot gonna"), ["can", "not", "gon", "na"]);
    assert_eq!(words("O'Hara d'Aubert"), ["O'Hara", "d'Aubert"]);
    assert_eq!(words("the 1990's"), ["the", "1990's"]);
}

#[test]
fn hyphens_are_cut_but_for_prefixes_and_numbers() {
    assert_eq!(words("well-known"), ["well", "-", "known"]);
    assert_eq!(words("anti-tank non-lethal"), ["anti-tank", "non-lethal"]);
    assert_eq!(words("12-year-old"), ["12", "-", "year", "-", "old"]);
    assert_eq!(words("2011-2014"), ["2011", "-", "2014"]);
    assert_eq!(words("2011-03-14"), ["2011-03-14"]);
    assert_eq!(words("555-010-4477"), ["555-010-4477"]);
    assert_eq!(
        words("talks\u{2014}again\u{2014}failed"),
        ["talks", "\u{2014}", "again", "\u{2014}", "failed"]
    );
    assert_eq!(words("left--or fled"), ["left", "--", "or", "fled"]);
}

#[test]
fn numbers_money_and_units() {
    assert_eq!(words("$2,800 and 3.5%"), ["$", "2,800", "and", "3.5", "%"]);
    assert_eq!(words("US$40 at 7:30pm"), ["US$", "40", "at", "7:30", "pm"]);
    assert_eq!(words("35mm 5th 10am"), ["35", "mm", "5th", "10", "am"]);
    assert_eq!(words("in '98 or 24/7"), ["in", "'98", "or", "24/7"]);
    assert_eq!(words("\u{20ac}5m"), ["\u{20ac}", "5", "m"]);
}

#[test]
fn points_belong_to_abbreviations_only() {
    assert_eq!(
        words("Dr. Moss of the E.U. left."),
        ["Dr.", "Moss", "of", "the", "E.U.", "left", "."]
    );
    assert_eq!(words("J. K. Moss"), ["J.", "K.", "Moss"]);
    assert_eq!(words("at 5 p.m. today"), ["at", "5", "p.m.", "today"]);
    assert_eq!(words("the end.Next came"), ["the", "end", ".", "Next", "came"]);
    assert_eq!(words("wait\u{2026}.The"), ["wait", "\u{2026}.", "The"]);
    assert_eq!(words("No. 5, and no."), ["No.", "5", ",", "and", "no", "."]);
    assert_eq!(
        words("Dayton, Ill. was ill."),
        ["Dayton", ",", "Ill.", "was", "ill", "."]
    );
    assert_eq!(words("So did I."), ["So", "did", "I", "."]);
}

#[test]
fn addresses_stay_whole() {
    assert_eq!(
        words("see https://example.org/a-b?c=1."),
        ["see", "https://example.org/a-b?c=1", "."]
    );
    assert_eq!(words("(desk@example.org)"), ["(", "desk@example.org", ")"]);
    assert_eq!(words("example.com, @desk #news"), ["example.com", ",", "@desk", "#news"]);
}

#[test]
fn quotes_brackets_and_odd_spaces() {
    assert_eq!(
        words("\u{201c}No,\u{201d} he"),
        ["\u{201c}", "No", ",", "\u{201d}", "he"]
    );
    assert_eq!(words("a\u{a0}b\u{200b}c\u{feff}"), ["a", "b", "c"]);
    assert_eq!(words("\u{2022} item (one)"), ["\u{2022}", "item", "(", "one", ")"]);
    assert_eq!(words("What?! No..."), ["What", "?!", "No", "..."]);
    assert_eq!(words("So.? No...?"), ["So", ".?", "No", "...", "?"]);
    assert_eq!(words("cafe\u{301} e\u{301}tat"), ["cafe\u{301}", "e\u{301}tat"]);
}

#[test]
fn sentences_end_at_marks_with_their_quotes() {
    assert_eq!(
        split("The Q.R.-Ordan drills began. Two left."),
        ["The Q.R.-Ordan drills began.", "Two left."]
    );
    assert_eq!(split("He left. She stayed."), ["He left.", "She stayed."]);
    assert_eq!(
        split("\u{201c}We will go.\u{201d} They did."),
        ["\u{201c}We will go.\u{201d}", "They did."]
    );
    assert_eq!(
        split("He said \"Go.\" Then \"Stop.\""),
        ["He said \"Go.\"", "Then \"Stop.\""]
    );
    assert_eq!(
        split("\"Why?\" he asked. No one spoke."),
        ["\"Why?\" he asked.", "No one spoke."]
    );
    assert_eq!(
        split("It ended (as planned.) Then rain."),
        ["It ended (as planned.)", "Then rain."]
    );
    assert_eq!(
        split("It is the end.Next came rain."),
        ["It is the end.", "Next came rain."]
    );
    assert_eq!(
        split("They wait\u{2026}.The rain fell."),
        ["They wait\u{2026}.", "The rain fell."]
    );
}

#[test]
fn abbreviations_and_initials_end_nothing() {
    assert_eq!(split("Gen. Moss met J. K. Hill.").len(), 1);
    assert_eq!(split("The E.U. Council met.").len(), 1);
    assert_eq!(split("He left the E.U. The talks failed.").len(), 2);
    assert_eq!(split("It rose 3.5 percent vs. May.").len(), 1);
    assert_eq!(split("See No. 5 there.").len(), 1);
    assert_eq!(split("1. Open the door. 2. Leave."), ["1. Open the door.", "2. Leave."]);
}

#[test]
fn lines_and_paragraphs() {
    assert_eq!(
        split("Talks fail again\n\nThe envoy left."),
        ["Talks fail again", "The envoy left."]
    );
    assert_eq!(
        split("Talks fail again\nThe envoy left."),
        ["Talks fail again", "The envoy left."]
    );
    let wrapped =
        "The envoy of the northern council said that talks\nwould go on until the end.";
    assert_eq!(split(wrapped).len(), 1);
    let block = "The envoy of the northern council told the Assembly on\n\
                 Monday that the talks which were held in the city of\n\
                 Northport would go on until the end of the long month.";
    assert_eq!(split(block).len(), 1);
    assert_eq!(split("\u{2022} One thing \u{2022} Another thing").len(), 2);
}

#[test]
fn random_text_never_fails_and_spans_fit() {
    const POOL: &[&str] = &[
        "a",
        "B",
        "s",
        "t",
        "n",
        "Dr",
        "U",
        "S",
        "7",
        "19",
        ".",
        ".",
        ",",
        "'",
        "\u{2019}",
        "\"",
        "\u{201c}",
        "\u{201d}",
        "-",
        "\u{2014}",
        "\u{2026}",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{a0}",
        "\u{200b}",
        "@",
        "#",
        "$",
        "/",
        ":",
        "(",
        ")",
        "!",
        "?",
        "&",
        "*",
        "_",
        "`",
        "+",
        "\u{301}",
        "\u{130}",
        "\u{df}",
        "\u{1f600}",
        "\u{fe0f}",
        "\u{200d}",
        "\u{4e2d}",
        "\u{627}",
        "http://",
        "www.",
        "co",
        "\0",
        "\u{2028}",
        "\u{ad}",
    ];
    let mut seed = 0x9e37_79b9_u64;
    for round in 0..4000 {
        let mut text = String::new();
        for _ in 0..round % 60 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            text.push_str(POOL[(seed >> 20) as usize % POOL.len()]);
        }
        let spans = tokens(&text);
        let fits = |s: &Span| !s.is_empty() && s.text(&text).is_some();
        assert!(spans.iter().all(fits), "{text:?}");
        assert!(spans.windows(2).all(|w| w[0].end() <= w[1].start()), "{text:?}");
        let mut next = 0;
        for (first, last) in sentences(&text, &spans) {
            assert!(first == next && first < last, "{text:?}");
            next = last;
        }
        assert_eq!(next as usize, spans.len(), "{text:?}");
        let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).count();
        let covered: usize = spans.iter().map(|s| letters(&text[s.range()])).sum();
        assert_eq!(covered, letters(&text), "{text:?}");
    }
}

#[test]
fn long_lines_take_linear_time() {
    for piece in
        ["ab", "1-", "a.", "@", "a@", "-", ".", "'", "a'", "\"", "x. ", "(", "1,", "\n"]
    {
        let text = piece.repeat(400_000);
        let spans = tokens(&text);
        let _ = sentences(&text, &spans);
    }
}
