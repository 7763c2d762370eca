//! A range of decimals, with arithmetic that never overflows into nonsense.

use rust_decimal::Decimal;

/// From `low` to `high`; both ends belong to it. Where a text gives one figure, they are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: Decimal,
    /// The upper end, never below `low`.
    pub high: Decimal,
}

impl Range {
    /// Nothing at all.
    pub const ZERO: Self = Self { low: Decimal::ZERO, high: Decimal::ZERO };

    /// A range of one figure.
    #[must_use]
    pub const fn exact(value: Decimal) -> Self {
        Self { low: value, high: value }
    }

    /// Both ends, in whatever order they come.
    #[must_use]
    pub fn new(a: Decimal, b: Decimal) -> Self {
        Self { low: a.min(b), high: a.max(b) }
    }

    /// The sum; `None` when it has more digits than a decimal holds. So with all the others.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let low = self.low.checked_add(other.low)?;
        Some(Self { low, high: self.high.checked_add(other.high)? })
    }

    /// The difference: the least possible to the greatest possible.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let low = self.low.checked_sub(other.high)?;
        Some(Self { low, high: self.high.checked_sub(other.low)? })
    }

    /// The product of two ranges.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let mut ends = [self.low, self.high]
            .into_iter()
            .flat_map(|a| [other.low, other.high].into_iter().map(move |b| a.checked_mul(b)));
        let first = ends.next()??;
        let mut result = Self::exact(first);
        for end in ends {
            let end = end?;
            result = Self { low: result.low.min(end), high: result.high.max(end) };
        }
        Some(result)
    }

    /// The quotient; `None` also when the divisor reaches 0.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if other.low <= Decimal::ZERO && other.high >= Decimal::ZERO {
            return None;
        }
        let ends = [
            self.low.checked_div(other.low)?,
            self.low.checked_div(other.high)?,
            self.high.checked_div(other.low)?,
            self.high.checked_div(other.high)?,
        ];
        let least = ends.into_iter().min()?;
        Some(Self { low: least, high: ends.into_iter().max()? })
    }

    /// The middle.
    #[must_use]
    pub fn middle(self) -> Option<Decimal> {
        self.low.checked_add(self.high)?.checked_div(Decimal::TWO)
    }

    /// Whether the two come nearer than `percent` of the larger one, or overlap.
    #[must_use]
    pub fn agrees(self, other: Self, percent: Decimal) -> bool {
        let gap = (self.low.checked_sub(other.high), other.low.checked_sub(self.high));
        let (Some(above), Some(below)) = gap else { return true };
        let gap = above.max(below);
        let size = self.high.abs().max(other.high.abs());
        let Some(room) = size.checked_mul(percent) else { return true };
        gap <= room.checked_div(Decimal::ONE_HUNDRED).unwrap_or(room)
    }
}
