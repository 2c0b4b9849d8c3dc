//! How much speaks for two profiles telling one occurrence.

use crate::kinds::Kinds;
use crate::profile::{Days, Profile, Side};
use crate::set::{Overlap, Set};
use chancery_codebook::{Kin, Kinship, Likeness};
use chancery_model::Coordinates;

/// Compares profiles by the tables of the codebook.
pub(crate) struct Scorer<'a> {
    pub(crate) kinds: &'a Kinds,
    pub(crate) kinship: &'a Kinship,
}

/// What speaks for and against two profiles telling one occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Score {
    /// In thousandths; may lie outside 0 to 1000.
    pub(crate) permille: i32,
    shared: u32,
}

impl Score {
    /// What an analyst decided.
    pub(crate) fn decided(permille: i32) -> Self {
        let mut score = Self::default();
        score.add(Likeness::Decided, permille);
        score
    }

    /// A score that rests on nothing which has a name here.
    pub(crate) fn of(permille: i32) -> Self {
        Self { permille, shared: 0 }
    }

    fn add(&mut self, likeness: Likeness, permille: i32) {
        self.permille += permille;
        if permille > 0 {
            self.note(likeness);
        }
    }

    fn note(&mut self, likeness: Likeness) {
        self.shared |= 1 << (likeness as u32);
    }

    fn has(self, likeness: Likeness) -> bool {
        self.shared & (1 << (likeness as u32)) != 0
    }

    /// What they share, in the order of the table.
    pub(crate) fn shared(self) -> impl Iterator<Item = Likeness> {
        Likeness::ALL.iter().copied().filter(move |likeness| self.has(*likeness))
    }
}

/// The likenesses of one side.
struct SideLikeness {
    same: Likeness,
    partly: Likeness,
    other: Likeness,
    same_actor: Likeness,
    other_actor: Likeness,
}

const SOURCE_SIDE: SideLikeness = SideLikeness {
    same: Likeness::SameSourceCountry,
    partly: Likeness::PartlySameSourceCountry,
    other: Likeness::OtherSourceCountry,
    same_actor: Likeness::SameSourceActor,
    other_actor: Likeness::OtherSourceActor,
};

const TARGET_SIDE: SideLikeness = SideLikeness {
    same: Likeness::SameTargetCountry,
    partly: Likeness::PartlySameTargetCountry,
    other: Likeness::OtherTargetCountry,
    same_actor: Likeness::SameTargetActor,
    other_actor: Likeness::OtherTargetActor,
};

/// What a common date shows in.
const DATED: [Likeness; 3] =
    [Likeness::SameDay, Likeness::SameDates, Likeness::DatesMeet];

impl Scorer<'_> {
    /// What speaks for two accounts of different documents telling one occurrence; `None` if
    /// they cannot.
    pub(crate) fn compare(&self, a: &Profile, b: &Profile) -> Option<Score> {
        let mut score = self.likeness(a, b)?;
        if !DATED.iter().any(|likeness| score.has(*likeness)) {
            self.count(&mut score, Likeness::NoCommonDate);
        }
        Some(score)
    }

    /// The same for two events of one document; `points_back` if one points to the other.
    pub(crate) fn compare_near(
        &self,
        a: &Profile,
        b: &Profile,
        points_back: bool,
    ) -> Option<Score> {
        let mut score = self.likeness(a, b)?;
        // *A gunman storms the house and kills a guard*: he is one.
        let is_one_doer = a.sentence == b.sentence && a.strangers.meets(&b.strangers);
        if is_one_doer && !score.has(Likeness::SameSourceActor) {
            self.count(&mut score, Likeness::SameSourceActor);
        }
        if points_back {
            self.count(&mut score, Likeness::PointsBack);
        }
        let gap = (b.sentence.start().saturating_sub(a.sentence.end()))
            .max(a.sentence.start().saturating_sub(b.sentence.end()));
        let reach = self.kinship.limits.reach;
        if gap < reach {
            let full = i64::from(self.kinship.weight(Likeness::SameDocumentNear));
            let share = full * i64::from(reach - gap) / i64::from(reach);
            score.add(Likeness::SameDocumentNear, i32::try_from(share).unwrap_or(0));
        }
        Some(score)
    }

    /// Of the events of two groups the two that are most alike; the first of several.
    pub(crate) fn closest(
        &self,
        a: &[usize],
        b: &[usize],
        profiles: &[Profile],
    ) -> [usize; 2] {
        let pairs = a.iter().flat_map(|&x| b.iter().map(move |&y| [x, y]));
        let mut best = None;
        for [x, y] in pairs {
            let score = self.likeness(&profiles[x], &profiles[y]);
            let permille = score.map_or(i32::MIN, |score| score.permille);
            if best.is_none_or(|(most, _)| permille > most) {
                best = Some((permille, [x, y]));
            }
        }
        best.map_or([a[0], b[0]], |(_, pair)| pair)
    }

    /// What speaks for two profiles wherever they stand; `None` if they exclude each other.
    pub(crate) fn likeness(&self, a: &Profile, b: &Profile) -> Option<Score> {
        // What took place in a town of one state did not take place in one of another.
        let is_elsewhere = a.hosts.overlap(&b.hosts) == Overlap::Disjoint;
        if a.standing != b.standing || !a.days.meets(b.days) || is_elsewhere {
            return None;
        }
        let kin = self.kin(a, b)?;
        let straight = self.sides(&a.source_side, &a.target_side, b);
        let sides = if kin.is_directed {
            straight
        } else {
            let swapped = self.sides(&a.target_side, &a.source_side, b);
            let turned = match (straight, swapped) {
                (Some(one), Some(two)) if two.permille > one.permille => swapped,
                (None, swapped) => swapped,
                (straight, _) => straight,
            };
            // *Met* has two sides where *both agreed* has one.
            let together = self.together(a, b);
            if together.is_some_and(|whole| {
                turned.is_none_or(|turned| whole.permille > turned.permille)
            }) {
                together
            } else {
                turned
            }
        };
        let mut score = sides?;
        self.compare_codes(&mut score, kin, a, b);
        self.compare_days(&mut score, a.days, b.days);
        self.compare_places(&mut score, a, b);
        self.compare_counts(&mut score, a, b)?;
        Some(score)
    }

    pub(crate) fn count(&self, score: &mut Score, likeness: Likeness) {
        score.add(likeness, self.kinship.weight(likeness));
    }

    /// The closest relation of their codes; `None` if some pair of them is not related.
    fn kin(&self, a: &Profile, b: &Profile) -> Option<Kin> {
        let mut best: Option<Kin> = None;
        for &x in a.kinds.iter() {
            for &y in b.kinds.iter() {
                let kin = self.kinds.between(x, y)?;
                let rank = |kin: Kin| (kin.permille, !kin.is_directed);
                if best.is_none_or(|best| rank(kin) > rank(best)) {
                    best = Some(kin);
                }
            }
        }
        best
    }

    fn compare_codes(&self, score: &mut Score, kin: Kin, a: &Profile, b: &Profile) {
        let is_same_type = a.types.meets(&b.types);
        let likeness = if is_same_type { Likeness::SameType } else { Likeness::KinType };
        score.add(likeness, kin.permille + self.kinship.weight(likeness));
        if is_same_type {
            match a.modes.overlap(&b.modes) {
                Overlap::Silent => {}
                Overlap::Same | Overlap::Partly => self.count(score, Likeness::SameMode),
                Overlap::Disjoint => self.count(score, Likeness::OtherMode),
            }
        }
        if a.codes.meets(&b.codes) {
            self.count(score, Likeness::SameCode);
        }
        if a.lemmas.meets(&b.lemmas) {
            self.count(score, Likeness::SameLemma);
        }
    }

    /// Compares both sides; `None` if other parties act and nobody else ties the two together.
    fn sides(&self, acting: &Side, acted_upon: &Side, b: &Profile) -> Option<Score> {
        let mut score = Score::default();
        let one = self.side(&mut score, acting, &b.source_side, &SOURCE_SIDE);
        let two = self.side(&mut score, acted_upon, &b.target_side, &TARGET_SIDE);
        let excluded = (one == Overlap::Disjoint && !two.is_shared())
            || (two == Overlap::Disjoint && !one.is_shared());
        (!excluded).then_some(score)
    }

    /// Compares those on either side as one party; `None` unless they are the same states.
    fn together(&self, a: &Profile, b: &Profile) -> Option<Score> {
        let (one, other) = (a.both_sides(), b.both_sides());
        let is_same = one.parties.overlap(&other.parties) == Overlap::Same;
        let mut score = Score::default();
        if !is_same || one.parties.iter().count() < 2 {
            return None;
        }
        self.side(&mut score, &one, &other, &SOURCE_SIDE);
        self.count(&mut score, Likeness::SameTargetCountry);
        Some(score)
    }

    fn side(
        &self,
        score: &mut Score,
        a: &Side,
        b: &Side,
        words: &SideLikeness,
    ) -> Overlap {
        let overlap = a.parties.overlap(&b.parties);
        match overlap {
            Overlap::Silent => {}
            Overlap::Same => self.count(score, words.same),
            Overlap::Partly => self.count(score, words.partly),
            Overlap::Disjoint => self.count(score, words.other),
        }
        let specific = [a.organs.overlap(&b.organs), a.persons.overlap(&b.persons)];
        let is_shared = |overlap: &Overlap| overlap.is_shared();
        if specific.iter().any(is_shared) || is_shared(&a.grounds.overlap(&b.grounds)) {
            self.count(score, words.same_actor);
        } else if specific.contains(&Overlap::Disjoint) {
            self.count(score, words.other_actor);
        }
        overlap
    }

    fn compare_days(&self, score: &mut Score, a: Days, b: Days) {
        let sharp = self.kinship.limits.sharp_days;
        if a.is_day() && b.is_day() {
            self.count(score, Likeness::SameDay);
        } else if a == b && a.is_sharp(sharp) {
            self.count(score, Likeness::SameDates);
        } else if a.is_sharp(sharp) && b.is_sharp(sharp) {
            self.count(score, Likeness::DatesMeet);
        }
    }

    /// Words that differ are no other place: a town and the building in it are told by other
    /// words. Points far from each other and other states are.
    fn compare_places(&self, score: &mut Score, a: &Profile, b: &Profile) {
        let same = |a: &Set<u32>, b: &Set<u32>| a.lies_in(b) || b.lies_in(a);
        let is_same =
            a.places.iter().any(|place| b.places.iter().any(|other| same(place, other)));
        let far = f64::from(self.kinship.limits.far);
        let is_near = |point: &Coordinates| {
            b.points.iter().any(|other| point.kilometres(*other) < far)
        };
        if is_same {
            self.count(score, Likeness::SamePlace);
        } else if a.place_countries.overlap(&b.place_countries) == Overlap::Disjoint {
            self.count(score, Likeness::OtherPlaceCountry);
        } else if !a.points.is_empty() && !b.points.is_empty() {
            let is_other = !a.points.iter().any(is_near);
            self.count(
                score,
                if is_other { Likeness::OtherPlace } else { Likeness::SamePlace },
            );
        }
    }

    /// Compares numbers; `None` if they exclude each other. They do not on one and the same
    /// day, or if the same organ or person is acted upon: then the accounts compete.
    fn compare_counts(&self, score: &mut Score, a: &Profile, b: &Profile) -> Option<()> {
        let mut is_same = false;
        let mut is_other = false;
        for x in a.counts.iter() {
            let mut rivals = b.counts.iter().filter(|y| y.what == x.what).peekable();
            is_same |= x.is_telling(self.kinship.limits.telling_count)
                && b.counts.iter().any(|y| x == y);
            is_other |= rivals.peek().is_some() && !rivals.any(|y| x.meets(*y));
        }
        if is_other {
            let compete =
                score.has(Likeness::SameDay) || score.has(Likeness::SameTargetActor);
            if !compete {
                return None;
            }
            self.count(score, Likeness::OtherCount);
        } else if is_same {
            self.count(score, Likeness::SameCount);
        }
        Some(())
    }
}
