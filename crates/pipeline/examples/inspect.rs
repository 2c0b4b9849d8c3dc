//! Prints every layer of a text given on the command line or on standard input, for whoever
//! writes rules: `cargo run -p chancery-pipeline --example inspect -- "Norway expelled two envoys."`
#![allow(clippy::print_stdout)]

use chancery_codebook::{Codebook, Files};
use chancery_ingest::Input;
use chancery_pipeline::{Desk, notation};
use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        std::io::stdin().read_to_string(&mut text)?;
    }
    let (codebook, findings) = Codebook::examine(&Files::embedded());
    for finding in findings {
        println!("{finding}");
    }
    let desk = Desk::new(codebook);
    let (documents, findings) =
        desk.read(Input { path: "argument.txt", bytes: text.as_bytes() }, None);
    for finding in findings {
        println!("{finding}");
    }
    for document in documents {
        let annotated = desk.annotate(document);
        let text = &annotated.document.text;
        for (index, (token, arc)) in
            annotated.tokens.items.iter().zip(&annotated.syntax.items).enumerate()
        {
            println!(
                "{index:4} {:18} {:16} {:6} {:5} {:>4} {}",
                &text[token.span.range()],
                token.lemma,
                token.upos,
                token.xpos,
                arc.head.map_or_else(|| "-".into(), |head| head.to_string()),
                arc.relation
            );
        }
        for mention in &annotated.mentions.items {
            println!(
                "mention {:30} {:30} {:?} {:?}",
                &text[mention.span.range()],
                mention.actor.id.as_str(),
                mention.form,
                mention.actor.kind
            );
        }
        for reference in &annotated.references.items {
            println!(
                "reference {:28} {:?}",
                &text[reference.span.range()],
                reference.lead
            );
        }
        for time in &annotated.times.items {
            println!(
                "time {} {:?} {:?}",
                &text[time.span.range()],
                time.date,
                time.basis
            );
        }
        for attribution in &annotated.attributions.items {
            let words = |spans: &[chancery_model::Span]| {
                spans.iter().map(|s| &text[s.range()]).collect::<Vec<_>>().join(" … ")
            };
            println!(
                "attribution {} [{}] «{}» {:?}",
                words(&attribution.speaker),
                words(&attribution.cue),
                words(&attribution.content),
                attribution.voice
            );
        }
        for (predicate, stance) in
            annotated.predicates.items.iter().zip(&annotated.stances.items)
        {
            println!("predicate {} {:?}", predicate.lemma, predicate.kind);
            for argument in &predicate.arguments {
                println!(
                    "    {:?} {} {:?} mentions {:?} owners {:?}",
                    argument.role,
                    &text[argument.span.range()],
                    argument.lemmas,
                    argument.mentions,
                    argument.owners
                );
            }
            for operator in &stance.operators {
                println!("    {:?} {}", operator.kind, &text[operator.span.range()]);
            }
        }
        for (index, obstacle) in desk.obstacles(&annotated) {
            let predicate = &annotated.predicates.items[index];
            println!(
                "no event at {} {:?}: {obstacle:?}",
                predicate.lemma, predicate.kind
            );
        }
        for event in desk.code(&annotated) {
            println!(
                "event {} by {} at «{}» {:?} {:?}",
                notation(&event),
                event.rule,
                &text[event.trigger.range()],
                event.date.as_ref().map(|date| date.value.edtf()),
                event.reservations
            );
        }
    }
    Ok(())
}
