//! Annotates a document layer by layer: one function for each layer, each taking the layers
//! it reads as arguments, so that the compiler checks their order.
//!
//! Deliberately absent: event types. What a predicate means politically is for `code`.

mod attribution;
mod mask;
mod mention;
mod moment;
mod name;
mod place;
mod predicate;
mod quotation;
mod reading;
mod reattached;
mod said;
mod stance;
mod tense;
mod title;
mod tree;

pub mod boundary;
pub mod sentence;
pub mod syntax;
pub mod time;
pub mod token;

use attribution::Sayings;
use boundary::Boundaries;
use chancery_codebook::Codebook;
use chancery_model::{Annotated, Document, Layer, MetadataBasis, Stated};
use predicate::Reading;
use reading::Read;
use syntax::model::Syntax;
use tree::Tree;

/// Version of the layers made by rules; models carry their own digest.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Annotates a document with every layer.
pub fn annotate(
    document: Document,
    codebook: &Codebook,
    syntax: &Syntax,
    judge: &Boundaries,
) -> Annotated {
    annotate_watched(document, codebook, syntax, judge, &mut |_| {})
}

/// The same; `watch` is told the name of each part of the work when it is done, so that whoever holds a clock can say
/// where time goes.
pub fn annotate_watched(
    document: Document,
    codebook: &Codebook,
    syntax: &Syntax,
    judge: &Boundaries,
    watch: &mut dyn FnMut(&'static str),
) -> Annotated {
    let text = &document.text;
    let Read { tokens, sentences, mut arcs, name_classes } =
        reading::read(&document, codebook, syntax, judge, watch);
    let quotations = quotation::quotations(text, &sentences);
    watch("quotations");
    said::keep_apart(&quotations, &tokens, &sentences, codebook, &mut arcs);
    said::keep_speakers(&tokens, &sentences, codebook, &mut arcs);
    reattached::reattach(text, &tokens, &sentences, codebook, &mut arcs);
    let published = document.metadata.published.as_ref().map(|stated| &stated.value);

    let anchor = time::Anchor { published: published.cloned() };
    let is_coded = |byte: u32| document.is_coded_at(byte);
    let (times, inferred) = time::times_and_publication(
        text,
        &sentences,
        &tokens,
        &anchor,
        &codebook.times,
        &is_coded,
    );
    moment::pass_on(text, &times, &tokens, &sentences, codebook, &mut arcs);
    let tree = Tree::new(text, &tokens, &arcs, &sentences);
    watch("times");
    let kinds = &syntax.tables().names;
    let tagged = name::tagged(&tree, &sentences, &name_classes, kinds, codebook);
    let proposed = name::proposed(&tree, codebook);
    let (mut mentions, mut references) =
        mention::mentions(&tree, codebook, published, &quotations, &proposed, &tagged);
    watch("mentions");
    let mut attributions = {
        let sayings = Sayings::new(&tree, codebook, &mentions, &quotations);
        attribution::attributions(&sayings)
    };
    watch("attributions");
    mention::speaker_pronouns(
        &tree,
        codebook,
        &mut attributions,
        &mut mentions,
        &mut references,
    );
    watch("mentions by we");
    let names = name::names(&tree, codebook, &mentions, &times, tagged);
    watch("names");
    let mut predicates = {
        let reading =
            Reading { tree: &tree, codebook, mentions: &mentions, times: &times };
        predicate::predicates(&reading)
    };
    tense::tell(&tree, &mut predicates);
    watch("predicates");
    let places = place::places(&tree, &names, &mentions, &predicates, codebook);
    watch("places");
    let stances = stance::stances(&tree, &predicates, &attributions, codebook);
    watch("stances");

    let mut document = document;
    if let Some(value) = inferred {
        let basis = MetadataBasis::Inferred;
        document.metadata.published = Some(Stated { value, basis });
    }
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
        places: layer(&rules("places"), places),
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
