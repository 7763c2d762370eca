//! Which rules can hold at all, from what a canvas' blocks say together.
//!
//! Most rules ask for concepts that most canvases lack. Instead of trying each rule, the concepts
//! of a canvas are gone over once, each naming the rules that it opens.

use crate::canvas::Block;
use crate::catalogue::{AnyOf, Blocks, Clause, Flag, How, Need, Predicate, Question, Test};
use crate::text::Bits;

/// What the entries of each block have together.
#[derive(Clone, Debug)]
pub(super) struct Unions {
    /// Concepts that are met.
    pub(super) met: [Bits; 9],
    /// Concepts that are met negated.
    pub(super) negated: [Bits; 9],
    /// [`Flag`] bits, with [`Flag::Answer`] for an answer to any question.
    pub(super) flags: [u16; 9],
}

impl Unions {
    pub(super) const EMPTY: Self =
        Self { met: [Bits::EMPTY; 9], negated: [Bits::EMPTY; 9], flags: [0; 9] };
}

/// A flag that every entry has.
const ANY_ENTRY: u16 = 1 << 15;
/// A rule is looked at from at most this many sides.
const SIDES: usize = 2;

/// Something without which a rule cannot hold: one of these in an entry of one of the blocks.
#[derive(Clone)]
struct Requirement {
    blocks: Blocks,
    met: Bits,
    negated: Bits,
    flags: u16,
}

impl Requirement {
    fn any(blocks: Blocks, any: &AnyOf) -> Self {
        let mut met = any.met;
        met.union(&any.own);
        met.union(&any.head);
        Self { blocks, met, negated: any.negated, flags: any.flags }
    }

    fn entry(blocks: Blocks) -> Self {
        Self { blocks, met: Bits::EMPTY, negated: Bits::EMPTY, flags: ANY_ENTRY }
    }

    fn keys(&self) -> impl Iterator<Item = usize> {
        let flags = (0..16).filter(|flag| self.flags & (1 << flag) != 0);
        let denied = self.negated.iter().map(|concept| NEGATED + concept);
        self.met.iter().chain(denied).chain(flags.map(|flag| FLAGS + flag))
    }

    /// How easily it is met, roughly.
    fn width(&self) -> usize {
        let concepts = self.met.iter().count() + self.negated.iter().count();
        let blocks = self.blocks.iter().count();
        concepts * blocks + 40 * self.flags.count_ones() as usize * blocks
    }
}

/// The rules of all questions, by what opens them.
pub(super) struct Gates {
    /// Words of 64 rules each.
    stride: usize,
    /// Per question the number of its first rule; one more at the end.
    firsts: Vec<usize>,
    /// Per block and key where its rules begin in `opened`; one more at the end.
    starts: Vec<u32>,
    /// Rules that a key opens, each with the side.
    opened: Vec<(u16, u8)>,
    /// Per side the rules that require nothing on it.
    free: [Vec<u64>; SIDES],
}

/// Keys of a block: concepts that are met, that are negated, flags.
const NEGATED: usize = Bits::CAPACITY;
const FLAGS: usize = NEGATED + Bits::CAPACITY;
const KEYS: usize = FLAGS + 16;

impl Gates {
    pub(super) fn new(questions: &[Question]) -> Self {
        let mut firsts = vec![0];
        for question in questions {
            firsts.push(firsts.last().copied().unwrap_or(0) + question.rules.len());
        }
        let stride = firsts.last().copied().unwrap_or(0).div_ceil(64).max(1);
        let mut free = [vec![0; stride], vec![0; stride]];
        let mut opened: Vec<(usize, (u16, u8))> = Vec::new();
        for (number, rule) in questions.iter().flat_map(|question| &question.rules).enumerate() {
            let mut needed: Vec<Requirement> = rule.clauses.iter().flat_map(required).collect();
            needed.sort_by_key(Requirement::width);
            for (side, free) in (0_u8..).zip(&mut free) {
                let Some(requirement) = needed.get(usize::from(side)) else {
                    free[number / 64] |= 1 << (number % 64);
                    continue;
                };
                let rule = (u16::try_from(number).unwrap_or(u16::MAX), side);
                for block in requirement.blocks.iter() {
                    let row = block.index() * KEYS;
                    opened.extend(requirement.keys().map(|key| (row + key, rule)));
                }
            }
        }
        opened.sort_unstable();
        let mut starts = vec![0_u32; 9 * KEYS + 1];
        for (row, _) in &opened {
            starts[row + 1] += 1;
        }
        for row in 1..starts.len() {
            starts[row] += starts[row - 1];
        }
        let opened = opened.into_iter().map(|(_, rule)| rule).collect();
        Self { stride, firsts, starts, opened, free }
    }

    /// The rules that can hold, as bits, into `out`.
    pub(super) fn open(&self, unions: &Unions, out: &mut Vec<u64>) {
        out.clear();
        self.free.iter().for_each(|free| out.extend_from_slice(free));
        for block in Block::ALL {
            let at = block.index();
            let flags = unions.flags[at];
            if flags == 0 {
                continue;
            }
            let row = at * KEYS;
            unions.met[at].iter().for_each(|concept| self.mark(row + concept, out));
            let denied = unions.negated[at].iter();
            denied.for_each(|concept| self.mark(row + NEGATED + concept, out));
            let set = (0..16).filter(|flag| flags & (1 << flag) != 0);
            set.for_each(|flag| self.mark(row + FLAGS + flag, out));
        }
        let (first, second) = out.split_at_mut(self.stride);
        for (first, second) in first.iter_mut().zip(second) {
            *first &= *second;
        }
        out.truncate(self.stride);
    }

    fn mark(&self, row: usize, out: &mut [u64]) {
        let [from, to] = [row, row + 1].map(|at| self.starts.get(at).copied().unwrap_or(0));
        for (rule, side) in self.opened.get(from as usize..to as usize).unwrap_or_default() {
            let word = usize::from(*side) * self.stride + usize::from(*rule) / 64;
            if let Some(word) = out.get_mut(word) {
                *word |= 1 << (rule % 64);
            }
        }
    }

    /// The places of the rules of a question that can hold, ascending.
    pub(super) fn rules_of(&self, question: usize, open: &[u64]) -> impl Iterator<Item = usize> {
        let first = self.firsts.get(question).copied().unwrap_or(0);
        let end = self.firsts.get(question + 1).copied().unwrap_or(first);
        let mut number = first;
        std::iter::from_fn(move || {
            while number < end {
                let word = open.get(number / 64).copied().unwrap_or(0) >> (number % 64);
                if word == 0 {
                    number = (number / 64 + 1) * 64;
                    continue;
                }
                let found = number + word.trailing_zeros() as usize;
                number = found + 1;
                return (found < end).then_some(found - first);
            }
            None
        })
    }
}

/// Whether a need asks for at least one entry.
fn asks(need: Need) -> bool {
    match need {
        Need::Entries(count) | Need::Items(count) => count > 0,
        Need::Share(share) => share > 0.0,
    }
}

fn of_predicate(fits: &Predicate, blocks: Blocks) -> Vec<Requirement> {
    let all = fits.any.iter().chain(&fits.and);
    let mut required: Vec<_> = all.map(|any| Requirement::any(blocks, any)).collect();
    if required.is_empty() {
        required.push(Requirement::entry(blocks));
    }
    required
}

/// What a clause requires.
fn required(clause: &Clause) -> Vec<Requirement> {
    match &clause.test {
        Test::Entries { fits, need, .. } if asks(*need) => of_predicate(fits, clause.blocks),
        Test::Kinds { kinds, min } if *min > 0 => {
            let mut all = Requirement::any(clause.blocks, &AnyOf::default());
            for kind in kinds.iter().map(|kind| Requirement::any(clause.blocks, kind)) {
                all.met.union(&kind.met);
                all.negated.union(&kind.negated);
                all.flags |= kind.flags;
            }
            vec![all]
        }
        Test::Tie { from, fits, how, by, need, .. } if asks(*need) => {
            let from = Blocks::NONE.with(*from);
            let mut required = of_predicate(fits, from);
            if *how == How::Concept {
                let by = Requirement { met: *by, ..Requirement::any(from, &AnyOf::default()) };
                required.push(by);
            }
            required
        }
        Test::Entries { .. } | Test::Kinds { .. } | Test::Tie { .. } | Test::Empty => Vec::new(),
    }
}

/// The flags of an entry, with those that only gates know.
pub(super) const fn flags_of(flags: u16, answers: bool) -> u16 {
    flags | ANY_ENTRY | if answers { Flag::Answer.bit() } else { 0 }
}
