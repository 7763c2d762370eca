//! From the likeness of canvases to the matrix that is drawn.

use super::likeness::Likeness;
use crate::compare::Kinship;

impl Likeness {
    /// The canvases that were compared, those of a group together and the largest group first,
    /// then those that are like no other, in the order given; at most `limit` of `all`. `names`
    /// are those of the compared canvases, in the same order.
    #[must_use]
    pub fn of(kinship: &Kinship, names: &[String], limit: usize, all: usize) -> Self {
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(names.len());
        for (number, group) in kinship.groups.iter().enumerate() {
            order.extend(group.members.iter().map(|member| (*member, number)));
        }
        let mut alone = kinship.groups.len();
        for place in 0..names.len() {
            if !kinship.groups.iter().any(|group| group.members.contains(&place)) {
                order.push((place, alone));
                alone += 1;
            }
        }
        order.truncate(limit);
        let row = |a: usize| order.iter().map(|(b, _)| Some(kinship.likeness(a, *b))).collect();
        Self {
            names: order.iter().filter_map(|(at, _)| names.get(*at).cloned()).collect(),
            groups: order.iter().map(|(_, group)| *group).collect(),
            values: order.iter().map(|(a, _)| row(*a)).collect(),
            all,
        }
    }
}
