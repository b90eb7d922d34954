//! Ancestors of a step: those that it names, those that these name, and so on.
//!
//! Most matters are a line, and nobody asks. Where somebody does, sets of bits answer for a whole file at once; beyond a
//! size that no document has, a search answers, so that memory stays in proportion.

/// Steps up to which sets are kept (32 MiB at most).
const SETS_UP_TO: usize = 1 << 14;

/// The ancestors of placed main steps, added in an order in which each stands after what it names.
#[derive(Debug, Default)]
pub(super) struct Ancestors {
    size: usize,
    /// One set a step, made when first asked; none where the file is too large.
    sets: Vec<Box<[u64]>>,
    /// The steps whose sets are to be made, in their order.
    added: Vec<usize>,
    made: usize,
}

impl Ancestors {
    pub(super) fn new(size: usize) -> Self {
        Self {
            size,
            ..Self::default()
        }
    }

    /// A step of which somebody may ask from now on.
    pub(super) fn add(&mut self, step: usize) {
        self.added.push(step);
    }

    /// Whether `one` is an ancestor of `of`.
    pub(super) fn is(&mut self, one: usize, of: usize, named: &[Vec<usize>]) -> bool {
        if self.size > SETS_UP_TO {
            return search(one, of, named);
        }
        if self.sets.is_empty() {
            self.sets = vec![Box::default(); self.size];
        }
        while let Some(step) = self.added.get(self.made).copied() {
            self.made += 1;
            let mut set = vec![0_u64; self.size.div_ceil(64)].into_boxed_slice();
            for before in &named[step] {
                set[before / 64] |= 1 << (before % 64);
                set.iter_mut()
                    .zip(&self.sets[*before])
                    .for_each(|(to, from)| *to |= from);
            }
            self.sets[step] = set;
        }
        self.sets[of]
            .get(one / 64)
            .is_some_and(|word| word >> (one % 64) & 1 == 1)
    }
}

fn search(one: usize, of: usize, named: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; named.len()];
    let mut todo = vec![of];
    while let Some(step) = todo.pop() {
        for before in named[step].iter().copied() {
            if before == one {
                return true;
            }
            if !std::mem::replace(&mut seen[before], true) {
                todo.push(before);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_and_search_agree() {
        // Each step names up to three earlier ones, by a fixed rule that makes branches and joins.
        let named: Vec<Vec<usize>> = (0_usize..150)
            .map(|step| {
                (1..=3)
                    .filter(|k| step >= k * 3 && step * k % 5 < 2)
                    .map(|k| step - k * 3)
                    .collect()
            })
            .collect();
        let mut ancestors = Ancestors::new(named.len());
        (0..named.len()).for_each(|step| ancestors.add(step));
        let mut found = 0;
        for one in 0..named.len() {
            for of in 0..named.len() {
                let said = ancestors.is(one, of, &named);
                assert_eq!(said, search(one, of, &named), "{one} {of}");
                found += usize::from(said);
            }
        }
        assert!(found > 100);
    }
}
