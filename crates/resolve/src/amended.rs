//! Events to which analysts gave another code or another date.

use chancery_model::{
    Aspect, Basis, CameoCode, Coded, DateBasis, Decision, Event, EventTypeId,
    MetadataField, ModeId, standing,
};
use std::collections::BTreeMap;

/// The events that analysts amended, as they then are. What they are called, told by and tied to
/// stays; a value that cannot be read changes nothing.
pub fn amended(events: &[Event], decisions: &[Decision]) -> Vec<Event> {
    let mut given: BTreeMap<_, Vec<(Aspect, &str)>> = BTreeMap::new();
    for ((events, aspect), decision) in standing(decisions) {
        if let (Aspect::Code | Aspect::Date, Some(value)) = (aspect, &decision.value) {
            given.entry(events[0]).or_default().push((aspect, value));
        }
    }
    let amend = |event: &Event| {
        let mut event = event.clone();
        for (aspect, value) in given.get(&event.id)? {
            match aspect {
                Aspect::Code => recode(&mut event, value),
                _ => redate(&mut event, value),
            }
        }
        Some(event)
    };
    events.iter().filter_map(amend).collect()
}

/// `TYPE/mode CAMEO`, or `TYPE CAMEO`.
fn recode(event: &mut Event, value: &str) {
    let Some((action, cameo)) = value.split_once(' ') else { return };
    let basis = Basis::Metadata(MetadataField::Decision);
    let (kind, mode) = match action.split_once('/') {
        Some((kind, mode)) => (kind, Some(ModeId::new(mode))),
        None => (action, None),
    };
    event.event_type = Coded::new(EventTypeId::new(kind), basis.clone());
    event.mode = mode.map(|mode| Coded::new(mode, basis.clone()));
    event.cameo = Coded::new(CameoCode::new(cameo), basis);
}

fn redate(event: &mut Event, value: &str) {
    let Ok(date) = value.parse() else { return };
    event.date = Some(Coded::new(date, Basis::Metadata(MetadataField::Decision)));
    event.date_basis = DateBasis::Decision;
}
