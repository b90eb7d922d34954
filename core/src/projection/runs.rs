//! Runs of one to three characters of a text, and how the index of searches spells them. Knows no table.

/// Characters of a run, at most: two name a Chinese word, three narrow a telephone number.
pub(super) const LONGEST: usize = 3;

/// Bits for one character: the largest is 0x10ffff.
const BITS: u32 = 21;

/// A run in one number: its characters from the highest bits down, each one more than it is, so that nothing is zero. Numbers
/// stand in the order of the texts, a run before those that begin with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run(u64);

impl Run {
    /// The run of these characters, [`LONGEST`] at most.
    pub(super) fn of(letters: &[char]) -> Self {
        let places = (0..LONGEST).map(|place| letters.get(place));
        Self(places.fold(0, |run, letter| {
            (run << BITS) | letter.map_or(0, |letter| u64::from(u32::from(*letter)) + 1)
        }))
    }

    fn letters(self) -> impl Iterator<Item = u64> {
        let places = (0..LONGEST as u32).rev();
        let letters = places.map(move |place| (self.0 >> (place * BITS)) & ((1 << BITS) - 1));
        letters.take_while(|letter| *letter > 0).map(|one| one - 1)
    }

    /// Its characters' number.
    pub(super) fn length(self) -> usize {
        self.letters().count()
    }
}

/// Letters as `LIKE` compares them.
pub(super) fn letters(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

/// Every run of a text, as often as it is there.
pub(super) fn runs(letters: &[char]) -> impl Iterator<Item = Run> {
    (1..=LONGEST).flat_map(|length| letters.windows(length).map(Run::of))
}

/// Runs as words of the index: the letter of their room, then four digits or more for each character.
pub(super) fn spelled(room: char, runs: impl IntoIterator<Item = Run>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::new();
    for run in runs {
        out.push(room);
        for letter in run.letters() {
            let digits = (u64::BITS - letter.leading_zeros()).div_ceil(4).max(4);
            for place in (0..digits).rev() {
                let digit = (letter >> (place * 4)) & 0xf;
                out.push(char::from(DIGITS[digit as usize]));
            }
        }
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn packed_runs_stand_and_are_spelled_as_their_characters(text in "[a-c甲乙0\u{0}\u{ffff}\u{10000}\u{fffff}\u{10ffff}]{0,12}") {
            let letters = letters(&text);
            let slices: BTreeSet<&[char]> = (1..=LONGEST)
                .flat_map(|length| letters.windows(length))
                .collect();
            let packed: BTreeSet<Run> = runs(&letters).collect();
            let lengths: Vec<usize> = packed.iter().map(|run| run.length()).collect();
            prop_assert_eq!(lengths, slices.iter().map(|run| run.len()).collect::<Vec<_>>());
            let word = |run: &&[char]| {
                let digits: String = run.iter().map(|c| format!("{:04x}", u32::from(*c))).collect();
                format!("v{digits} ")
            };
            let words: String = slices.iter().map(word).collect();
            prop_assert_eq!(spelled('v', packed), words);
        }
    }
}
