//! Where an event took place, no sharper than its words.

use chancery_model::{Annotated, Basis, Coded, EventPlace, Locality, Precision, Toponym};

/// The place that a locality tells; `None` if its words cannot be read.
pub(crate) fn of(
    locality: &Locality,
    annotated: &Annotated,
) -> Option<Coded<EventPlace>> {
    let words = locality.span.text(&annotated.document.text)?;
    let all = &annotated.places.items;
    let from = all.partition_point(|place| place.span.end() <= locality.span.start());
    let mut within =
        all[from..].iter().take_while(|place| place.span.overlaps(locality.span));
    let place = within.next();
    let is_exact =
        |place: &Toponym| matches!(place.precision, Precision::Point | Precision::City);
    let one = |place: &Toponym| match place.states.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    // The state of a name that nobody knows is only that in which the text is set.
    let known = place.filter(|place| place.precision != Precision::Unknown);
    let country = locality.country.clone().or_else(|| one(known?));
    // A name of which another bearer is meant says nothing of this one.
    let place = place.filter(|place| {
        country
            .as_ref()
            .is_none_or(|id| place.states.is_empty() || place.states.contains(id))
    });
    let value = EventPlace {
        words: words.into(),
        country,
        region: place.and_then(|place| place.region.clone()),
        point: place.filter(|place| is_exact(place)).and_then(|place| place.middle),
        precision: place.map_or(Precision::Unknown, |place| place.precision),
    };
    Some(Coded::new(value, Basis::Text(locality.span)))
}
