//! Annotates a document layer by layer: one function for each layer, each taking the layers
//! it reads as arguments, so that the compiler checks their order.
//!
//! Deliberately absent: event types. What a predicate means politically is for `code`.

mod attribution;
mod mask;
mod mention;
mod name;
mod predicate;
mod quotation;
mod reading;
mod stance;
mod tree;

pub mod clusters;
pub mod features;
pub mod lemma;
pub mod model_file;
pub mod parse;
pub mod perceptron;
pub mod sentence;
pub mod syntax_model;
pub mod syntax_parse_features;
pub mod syntax_state;
pub mod syntax_words;
pub mod tag;
pub mod time;
pub mod token;

use attribution::Sayings;
use chancery_codebook::Codebook;
use chancery_model::{Annotated, Document, Layer};
use predicate::Reading;
use syntax_model::Syntax;
use tree::Tree;

/// Version of the layers made by rules; models carry their own digest.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Annotates a document with every layer.
pub fn annotate(document: Document, codebook: &Codebook, syntax: &Syntax) -> Annotated {
    let text = &document.text;
    let (tokens, sentences, arcs) = reading::read(&document, codebook, syntax);
    let tree = Tree::new(text, &tokens, &arcs, &sentences);
    let published = document.metadata.published.as_ref().map(|stated| &stated.value);

    let anchor = time::Anchor { published: published.cloned() };
    let times = time::times(text, &sentences, &tokens, &anchor, &codebook.times);
    let quotations = quotation::quotations(text, &sentences);
    // Names that a trained tagger finds belong here as well.
    let proposed = name::proposed(&tree, codebook);
    let (mut mentions, mut references) =
        mention::mentions(&tree, codebook, published, &quotations, &proposed);
    let attributions = {
        let sayings = Sayings::new(&tree, codebook, &mentions, &quotations);
        attribution::attributions(&sayings)
    };
    mention::speaker_pronouns(
        &tree,
        codebook,
        &attributions,
        &mut mentions,
        &mut references,
    );
    let names = name::names(&tree, &mentions, codebook);
    let predicates = {
        let reading =
            Reading { tree: &tree, codebook, mentions: &mentions, times: &times };
        predicate::predicates(&reading)
    };
    let stances = stance::stances(&tree, &predicates, &attributions, codebook);

    let digest = codebook.digest.to_string();
    let rules = |name: &str| (name.to_owned(), format!("{VERSION}+{digest}"));
    let model = ("syntax".to_owned(), syntax.digest().to_owned());
    Annotated {
        tokens: layer(&model, tokens),
        sentences: layer(&model, sentences),
        syntax: layer(&model, arcs),
        names: layer(&rules("names"), names),
        mentions: layer(&rules("mentions"), mentions),
        references: layer(&rules("references"), references),
        times: layer(&rules("times"), times),
        quotations: layer(&rules("quotations"), quotations),
        attributions: layer(&rules("attributions"), attributions),
        predicates: layer(&rules("predicates"), predicates),
        stances: layer(&rules("stances"), stances),
        document,
    }
}

fn layer<T>((name, version): &(String, String), items: Vec<T>) -> Layer<T> {
    Layer::new(name, version, items)
}
