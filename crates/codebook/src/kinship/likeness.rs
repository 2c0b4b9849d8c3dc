//! What two accounts can share or not share.

macro_rules! likenesses {
    ($($name:ident $word:literal $doc:literal;)*) => {
        /// What two accounts share or do not share.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Likeness {
            $(#[doc = $doc] $name,)*
        }

        impl Likeness {
            /// All, in the order of their definition.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its kebab-case code, as stored, shown and written in the table of weights.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

likenesses! {
    SameType "same-type" "The same event type.";
    KinType "kin-type" "Related event types.";
    SameMode "same-mode" "The same mode.";
    OtherMode "other-mode" "Different modes of one type.";
    SameCode "same-code" "The same CAMEO code.";
    SameLemma "same-lemma" "The same lemma of the trigger.";
    SameSourceCountry "same-source-country" "The same states act.";
    PartlySameSourceCountry "partly-same-source-country" "Some of the same states act.";
    OtherSourceCountry "other-source-country" "Other states act.";
    SameTargetCountry "same-target-country" "The same states are acted upon.";
    PartlySameTargetCountry "partly-same-target-country" "Some of the same states are acted upon.";
    OtherTargetCountry "other-target-country" "Other states are acted upon.";
    SameSourceActor "same-source-actor" "The same organ or person acts.";
    OtherSourceActor "other-source-actor" "Other organs or persons act.";
    SameTargetActor "same-target-actor" "The same organ or person is acted upon.";
    OtherTargetActor "other-target-actor" "Other organs or persons are acted upon.";
    SameDay "same-day" "The same day.";
    SameDates "same-dates" "The same month, week or other dates, sharp enough to be evidence.";
    DatesMeet "dates-meet" "Dates that are sharp enough to be evidence and share a day.";
    NoCommonDate "no-common-date" "Different documents, and no date to compare.";
    SamePlace "same-place" "The same place, smaller than a state.";
    OtherPlace "other-place" "Other places.";
    OtherPlaceCountry "other-place-country" "Places in other states.";
    SameCount "same-count" "The same number of the same.";
    OtherCount "other-count" "Other numbers of the same.";
    PointsBack "points-back" "One points back to the other, which was told last before it.";
    SameWordAlone "same-word-alone" "One word of a document, told once with all that is known of it.";
    Decided "decided" "An analyst decided that it is one occurrence.";
    SameDocumentNear "same-document-near" "Close to each other in one document.";
}
