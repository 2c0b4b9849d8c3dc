//! The examples and refusals of the codebook, and what they cannot show: other days of
//! publication, tense by tags, hostile text.

use super::{Anchor, find, times};
use chancery_codebook::Times;
use chancery_model::{DateBasis, DateSpan, Sentence, Span, Timex, Token};

static JUDGE: std::sync::LazyLock<crate::boundary::Boundaries> =
    std::sync::LazyLock::new(|| {
        let file = include_bytes!("../../../../data/models/en.sentences");
        crate::boundary::Boundaries::load(file).unwrap()
    });

static WRITING: std::sync::LazyLock<chancery_codebook::Writing> =
    std::sync::LazyLock::new(chancery_codebook::Writing::embedded);

const FILE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/en/times.toml"));

fn codebook() -> Times {
    let mut findings = Vec::new();
    let times = Times::parse("en/times.toml", FILE, &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    times
}

fn parts(text: &str) -> (Vec<Sentence>, Vec<Token>) {
    let spans = crate::token::tokens(text, &WRITING);
    let empty = |span: &Span| Token {
        span: *span,
        lemma: "".into(),
        upos: "".into(),
        xpos: "".into(),
    };
    let sentences = crate::sentence::sentences(text, &spans, &WRITING, &JUDGE);
    let sentence = |(first, last): (u32, u32)| Sentence {
        first,
        last,
        span: spans[first as usize].cover(spans[last as usize - 1]),
    };
    (sentences.into_iter().map(sentence).collect(), spans.iter().map(empty).collect())
}

fn anchor(published: &str) -> Anchor {
    Anchor { published: published.parse::<DateSpan>().ok() }
}

fn read(text: &str, published: &str, codebook: &Times) -> Vec<Timex> {
    let (sentences, tokens) = parts(text);
    times(text, &sentences, &tokens, &anchor(published), codebook)
}

/// All expressions of a text as `words = value = dates = basis`.
fn lines(text: &str, published: &str, codebook: &Times) -> Vec<String> {
    let line = |timex: &Timex| {
        let words = timex.span.text(text).unwrap();
        let basis = serde_name(timex.basis);
        format!("{words} = {} = {} = {basis}", timex.value, date(timex))
    };
    read(text, published, codebook).iter().map(line).collect()
}

fn serde_name(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Explicit => "explicit",
        DateBasis::PublicationYear => "publication-year",
        DateBasis::Relative => "relative",
        DateBasis::Coreference => "coreference",
        DateBasis::Context => "context",
        DateBasis::Publication => "publication",
        DateBasis::Decision => "decision",
        DateBasis::None => "none",
    }
}

fn date(timex: &Timex) -> &str {
    timex.date.as_ref().map_or("", DateSpan::edtf)
}

#[test]
fn examples_are_found_and_refusals_are_not() {
    let codebook = codebook();
    let published = codebook.published().map(DateSpan::day);
    let anchor = Anchor { published };
    let mut wrong = Vec::new();
    for (index, pattern) in codebook.patterns().iter().enumerate() {
        let name = &pattern.name;
        let find = |text: &str| {
            let (sentences, tokens) = parts(text);
            find(text, &sentences, &tokens, &anchor, &codebook)
        };
        for example in &pattern.examples {
            let found = find(&example.text);
            let told = |timex: &Timex| {
                let words = timex.span.text(&example.text).unwrap();
                format!("{words} | {} | {}", timex.value, date(timex))
            };
            let wanted =
                format!("{} | {} | {}", example.words, example.value, example.date);
            let by = |(timex, by): &(Timex, usize)| {
                format!("{} by {}", told(timex), codebook.patterns()[*by].name)
            };
            if !found.iter().any(|(timex, by)| *by == index && told(timex) == wanted) {
                let got: Vec<_> = found.iter().map(by).collect();
                wrong.push(format!(
                    "{name}: {}: wanted {wanted}, got {got:?}",
                    example.text
                ));
            }
        }
        for text in &pattern.refusals {
            if find(text).iter().any(|(_, by)| *by == index) {
                wrong.push(format!("{name}: should refuse: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Day of publication, text, expressions.
const TABLE: &[(&str, &str, &[&str])] = &[
    (
        "2023-01-30",
        "On January 27, a gunman was seen.",
        &["January 27 = 2023-01-27 = 2023-01-27 = publication-year"],
    ),
    (
        "2023-04-18",
        "The office was closed on January 27.",
        &["January 27 = 2023-01-27 = 2023-01-27 = publication-year"],
    ),
    (
        "2023-01-10",
        "The ferry had sunk on 20 December.",
        &["20 December = 2022-12-20 = 2022-12-20 = publication-year"],
    ),
    (
        "2022-12-10",
        "The ferry will sail on 20 January.",
        &["20 January = 2023-01-20 = 2023-01-20 = publication-year"],
    ),
    (
        "2022-12-10",
        "A visit is due on 20 January.",
        &["20 January = 2023-01-20 = 2023-01-20 = publication-year"],
    ),
    ("", "The office was closed on January 27.", &["January 27 = XXXX-01-27 =  = none"]),
    (
        "",
        "It rained in October 2022. In November, snow fell.",
        &[
            "October 2022 = 2022-10 = 2022-10 = explicit",
            "November = 2022-11 = 2022-11 = context",
        ],
    ),
    (
        "",
        "It rained in November 2022. In January, snow fell.",
        &[
            "November 2022 = 2022-11 = 2022-11 = explicit",
            "January = 2023-01 = 2023-01 = context",
        ],
    ),
    ("", "He left last week.", &["last week = XXXX-WXX =  = none"]),
    (
        "",
        "The fire of 27 January 2023 was put out. Two years later the house reopened.",
        &[
            "27 January 2023 = 2023-01-27 = 2023-01-27 = explicit",
            "Two years later = 2025 = 2025~ = relative",
        ],
    ),
    (
        "",
        "The house burned in November 2022. The same week a bridge fell.",
        &[
            "November 2022 = 2022-11 = 2022-11 = explicit",
            "The same week = XXXX-WXX = 2022-11 = relative",
        ],
    ),
    ("", "Around the same time in 1999, sales fell.", &["1999 = 1999 = 1999 = explicit"]),
    (
        "2023-03",
        "Last month, a bus crashed.",
        &["Last month = 2023-02 = 2023-02 = relative"],
    ),
    (
        "2023-03",
        "Yesterday a bus crashed.",
        &["Yesterday = 2023-XX-XX = [2023-02-28..2023-03-30] = relative"],
    ),
    (
        "2022-12/2023-03",
        "It had snowed in November.",
        &["November = 2022-11 = 2022-11 = publication-year"],
    ),
    ("2015/2023", "It had snowed in November.", &["November = XXXX-11 =  = none"]),
    (
        "2023-03-15",
        "The pact has held since 2021.",
        &["2021 = 2021 = 2021/.. = explicit"],
    ),
    (
        "2023-03-15",
        "He was jailed until May 2024.",
        &["May 2024 = 2024-05 = ../2024-05 = explicit"],
    ),
    (
        "2023-03-15",
        "Nobody knew before 3 May 2019.",
        &["3 May 2019 = 2019-05-03 = [..2019-05-03] = explicit"],
    ),
    (
        "2023-03-15",
        "Rents rose between 2016 and 2018.",
        &["2016 = 2016 = 2016/2018 = explicit", "2018 = 2018 = 2016/2018 = explicit"],
    ),
    (
        "2023-03-15",
        "The fair ran from 17 to 20 October.",
        &[
            "17 = 2022-10-17 = 2022-10-17/2022-10-20 = publication-year",
            "20 October = 2022-10-20 = 2022-10-17/2022-10-20 = publication-year",
        ],
    ),
    (
        "2023-03-15",
        "Prices fell from December to February 2020.",
        &[
            "December = 2019-12 = 2019-12/2020-02 = explicit",
            "February 2020 = 2020-02 = 2019-12/2020-02 = explicit",
        ],
    ),
    (
        "2023-03-15",
        "In 1914-1918 mills were shut.",
        &["1914 = 1914 = 1914/1918 = explicit", "1918 = 1918 = 1914/1918 = explicit"],
    ),
    (
        "2023-03-15",
        "The mill burned in the late 1990s.",
        &["the late 1990s = 199 = [1995-01-01..1999-12-31] = explicit"],
    ),
    (
        "2023-03-15",
        "The mill burned in mid-March 2020.",
        &["mid-March 2020 = 2020-03 = [2020-03-08..2020-03-23] = explicit"],
    ),
    (
        "2023-03-15",
        "The mill burned in winter 2020.",
        &["winter 2020 = 2020-WI = 2020-24 = explicit"],
    ),
    (
        "2023-03-15",
        "Friday's storm broke trees.",
        &["Friday = 2023-03-10 = 2023-03-10 = relative"],
    ),
    (
        "2023-03-15",
        "The storm came on Wednesday.",
        &["Wednesday = 2023-03-15 = 2023-03-15 = relative"],
    ),
    (
        "2023-03-15",
        "Next Friday a fair opens.",
        &["Next Friday = 2023-03-17 = 2023-03-17 = relative"],
    ),
    (
        "2023-03-15",
        "It opens tomorrow.",
        &["tomorrow = 2023-03-16 = 2023-03-16 = relative"],
    ),
    (
        "2023-01-01",
        "It had opened last month.",
        &["last month = 2022-12 = 2022-12 = relative"],
    ),
    (
        "2024-03-01",
        "It had opened yesterday.",
        &["yesterday = 2024-02-29 = 2024-02-29 = relative"],
    ),
    ("2023-03-15", "They wait for 44 days.", &["44 days = P44D =  = none"]),
    ("2023-03-15", "They waited about 30 years.", &["about 30 years = P30Y =  = none"]),
    (
        "2023-03-15",
        "They waited for two and twenty-one days.",
        &["twenty-one days = P21D =  = none"],
    ),
    ("2023-03-15", "They meet every two years.", &["every two years = P2Y =  = none"]),
    (
        "2023-03-15",
        "Shops shut on Christmas Eve 2021.",
        &["Christmas Eve 2021 = 2021-12-24 = 2021-12-24 = explicit"],
    ),
    (
        "2023-03-15",
        "Shops had shut on Thanksgiving.",
        &["Thanksgiving = 2022-11-24 = 2022-11-24 = publication-year"],
    ),
    (
        "2023-03-15",
        "The 2021 sailing drills drew crowds.",
        &["2021 = 2021 = 2021 = explicit"],
    ),
    (
        "2023-03-15",
        "The 1961 Vienna Convention applies.",
        &["1961 = 1961 = 1961 = explicit"],
    ),
    ("2023-03-15", "FY2023 was bad, and so was model X2021.", &[]),
    ("2023-03-15", "Some 40 percent of 1,500 people paid $2020 each.", &[]),
    ("2023-03-15", "He sent 2000 soldiers and 1998 tons of grain.", &[]),
    ("2023-03-15", "Flight 1984 landed at gate 27.", &[]),
    ("2023-03-15", "They may march; the sun rose.", &[]),
    ("2023-03-15", "On 31 June the office was closed.", &[]),
    ("2023-03-15", "Dated 2023-02-30 and 99.99.2023.", &[]),
];

#[test]
fn the_table_holds() {
    let codebook = codebook();
    let mut wrong = Vec::new();
    for (published, text, wanted) in TABLE {
        let got = lines(text, published, &codebook);
        if got != *wanted {
            wrong.push(format!(
                "{published} {text}\n  wanted {wanted:?}\n  got    {got:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_year_is_not_lent_over_many_sentences() {
    let codebook = codebook();
    let text = format!(
        "The shop opened in 2020. {} In May it shut.",
        "It sold tea. ".repeat(30)
    );
    let last = lines(&text, "", &codebook).pop();
    assert_eq!(last.as_deref(), Some("May = XXXX-05 =  = none"));
}

#[test]
fn tags_tell_the_tense() {
    let codebook = codebook();
    let text = "The choir sang on 2 June.";
    let (sentences, mut tokens) = parts(text);
    let read = |tokens: &[Token]| {
        let found = times(text, &sentences, tokens, &anchor("2023-05-20"), &codebook);
        found.first().map(|timex| timex.value.to_string())
    };
    assert_eq!(read(&tokens).as_deref(), Some("2023-06-02"), "no tags: the next");
    tokens[2].xpos = "VBD".into();
    assert_eq!(read(&tokens).as_deref(), Some("2022-06-02"), "past");
}

#[test]
fn a_story_of_other_years_keeps_to_them() {
    let codebook = codebook();
    let story = "In 1911 he was born. In 1925 he left. In 1926 he sailed. In 1930 he wed. \
        In 1931 he built a mill. In 1940 it burned. In 1941 he began anew. In 1950 he died. \
        In March, his sons had sold the mill.";
    let last = lines(story, "2009-08-01", &codebook).pop();
    assert_eq!(last.as_deref(), Some("March = 1950-03 = 1950-03 = context"));
}

#[test]
fn any_text_is_read_without_harm() {
    let codebook = codebook();
    let texts = [
        "",
        " \u{a0}\u{feff}",
        "٣ مايو ٢٠٢٠ — 3 мая 2020",
        "99999999999999999999 days ago, 4294967295 years later, 9999 centuries ago",
        "On January 27\u{a0}2023’s – 2023—2024 – 0000-00-00 1/1/0001 99th century",
        "second second seconds every every of of of in in in the the",
        "twenty hundred thousand million million million million years ago",
        "é́Jan.é27 ½ day №2020 ２０２３",
    ];
    for text in texts {
        for published in ["", "2023-03-15", "0001-01-01", "9999-12-31", "2023-03/.."] {
            for timex in read(text, published, &codebook) {
                assert!(timex.span.text(text).is_some_and(|words| !words.is_empty()));
            }
            let found = times(text, &[], &[], &anchor(published), &codebook);
            assert!(found.iter().all(|timex| timex.span.text(text).is_some()));
        }
    }
}

#[test]
fn expressions_do_not_overlap() {
    let codebook = codebook();
    let text = "On Friday, 27 January 2023, two days after 25 January, from May 4-6 to June \
        2023 every day in the late 1990s last week at 9 p.m. yesterday.";
    let found = read(text, "2023-03-15", &codebook);
    assert!(found.len() > 7, "{found:?}");
    assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
}

#[test]
fn time_grows_with_the_text_only() {
    let codebook = codebook();
    let unit = "the first twenty hundred last early 1 2 3 in in on 2020 - May ";
    let found = |times: usize| read(&unit.repeat(times), "2023-03-15", &codebook).len();
    assert!(found(400) >= 9 * found(40), "all of a long line is read");
}
