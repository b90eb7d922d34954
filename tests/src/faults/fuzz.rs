//! T7: sound inputs damaged in memory and fed to every decoder from outside. Nothing may panic as far as the caller,
//! nothing may take long, nothing may take much memory.

use super::targets::{self, Target};
use super::{Budget, Meter, Row, peak_memory};
use crate::sim::Template;
use crate::thread_time::ThreadTime;
use linli_core::records::testing::Dice;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Longest that one small input may take, in a development build on a busy machine.
const SLOWEST: Duration = Duration::from_secs(10);
/// Most memory of the whole process, in KiB (issue 3: a register is refused within 1.5 GiB).
const MOST_MEMORY: u64 = 1_572_864;
/// Inputs of one run.
const BLOCK: u64 = 64;

const TELLING: [u8; 16] = [
    0, 1, 2, 3, 4, 0x0a, 0x20, 0x22, 0x2c, 0x3f, 0x40, 0x7e, 0x7f, 0x80, 0x81, 0xff,
];
const LETTERS: &[char] = &[
    'A',
    'z',
    '0',
    '9',
    '-',
    '_',
    '/',
    '+',
    '=',
    ' ',
    '\u{0}',
    '３',
    '幢',
    '\u{202e}',
    '\u{10ffff}',
];

/// Damages bytes, or the letters of a text, in one to four places.
pub(super) fn mutated(input: &[u8], other: &[u8], is_text: bool, dice: &mut Dice) -> Vec<u8> {
    if is_text {
        let mut letters: Vec<char> = String::from_utf8_lossy(input).chars().collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(letters.len());
            let letter = LETTERS[dice.below(LETTERS.len())];
            match dice.below(6) {
                0 => letters.insert(at, letter),
                1 => letters.truncate(at),
                2 if !letters.is_empty() => drop(letters.remove(at)),
                3 => letters.extend(std::iter::repeat_n(letter, dice.below(5_000))),
                _ if !letters.is_empty() => letters[at] = letter,
                _ => {}
            }
        }
        return letters.into_iter().collect::<String>().into_bytes();
    }
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let until = (at + 1 + dice.below(12)).min(bytes.len());
        match dice.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = TELLING[dice.below(TELLING.len())],
            2 => bytes.insert(at, TELLING[dice.below(TELLING.len())]),
            3 => drop(bytes.drain(at..until)),
            4 => {
                let copy = bytes[at..until].to_vec();
                bytes.splice(at..at, copy);
            }
            5 => bytes.truncate(at),
            6 if !other.is_empty() => {
                let from = dice.below(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => bytes.splice(at..at, [0xff; 9]).for_each(drop),
        }
    }
    bytes
}

/// Damages one file inside an archive and packs it again, with right checksums.
pub(super) fn inside_zip(input: &[u8], dice: &mut Dice) -> Vec<u8> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(input)) else {
        return input.to_vec();
    };
    let chosen = dice.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..archive.len() {
        let Ok(mut file) = archive.by_index(n) else {
            continue;
        };
        let mut content = Vec::new();
        if file.read_to_end(&mut content).is_err() {
            continue;
        }
        if n == chosen {
            content = mutated(&content, &content, dice.below(2) == 0, dice);
        }
        let Ok(name) = file.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        if writer
            .start_file(name, SimpleFileOptions::default())
            .is_ok()
        {
            // Memory does not refuse a write.
            let _ = writer.write_all(&content);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The slowest input so far, by decoder.
type Slow = BTreeMap<&'static str, (Duration, usize)>;

fn feed(target: &Target, seed: u64, row: &mut Row, slow: &mut Slow) {
    let input = targets::damage(target.form, &target.seeds, &mut Dice::new(seed));
    let begun = ThreadTime::start();
    let survived = catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_ok();
    let took = begun.elapsed();
    row.fault(target.name);
    let worst = slow.entry(target.name).or_default();
    if took > worst.0 {
        *worst = (took, input.len());
    }
    if !survived {
        row.violation(
            seed,
            format!("{} panicked on {} bytes", target.name, input.len()),
        );
    } else if took > SLOWEST {
        row.violation(
            seed,
            format!("{} took {took:?} for {} bytes", target.name, input.len()),
        );
    }
}

/// Runs it; each run is one input.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let mut row = Row::new("T7");
    let template = Template::make();
    let targets = targets::all(&template);
    let mut meter = Meter::start(Budget {
        runs: budget.runs.map(|runs| runs.div_ceil(BLOCK)),
        most: budget.most.map(|most| most.div_ceil(BLOCK)),
        ..budget
    });
    let mut slow = Slow::new();
    // A seed stands for a block of inputs, so that `--runs 1 --seed N` replays it.
    while let Some(seed) = meter.next_seed() {
        for n in 0..BLOCK {
            for target in targets.iter().filter(|target| n % target.every == 0) {
                row.runs += 1;
                let before = row.violations;
                feed(
                    target,
                    seed.wrapping_mul(BLOCK).wrapping_add(n),
                    &mut row,
                    &mut slow,
                );
                if row.violations > before {
                    row.seed = row.seed.filter(|_| before > 0).or(Some(seed));
                }
            }
        }
    }
    let memory = peak_memory();
    if memory.is_some_and(|kib| kib > MOST_MEMORY) {
        row.violation(budget.seed, format!("{memory:?} KiB of memory"));
    }
    row.planted = 1;
    row.planted_found = u64::from(planted_found(&targets));
    let slowest = slow.iter().max_by_key(|(_, (took, _))| *took);
    if let Some((name, (took, length))) = slowest {
        row.counts.push(format!(
            "slowest input: {name}, {length} bytes, {} ms",
            took.as_millis()
        ));
    }
    let corpus: usize = targets.iter().map(|target| target.seeds.len()).sum();
    row.counts.push(format!(
        "{} inputs, {} panics or stalls, peak memory {} MiB, {} decoders, {corpus} examples",
        row.runs,
        row.violations,
        memory.map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string()),
        targets.len(),
    ));
    row.seconds = meter.seconds();
    row
}

/// The planted bug: a decoder that believes the length at the head of an input.
fn planted_found(targets: &[Target]) -> bool {
    let Some(example) = targets.iter().find(|target| target.name == "answer") else {
        return false;
    };
    let believing = Target {
        name: "planted",
        form: example.form,
        seeds: vec![vec![4, 1, 2, 3, 4]],
        run: Box::new(|bytes| {
            let length = usize::from(*bytes.first().unwrap_or(&0));
            let _ = &bytes[1..=length];
        }),
        every: 1,
    };
    let (mut row, mut slow) = (Row::default(), Slow::new());
    (0..500).for_each(|seed| feed(&believing, seed, &mut row, &mut slow));
    row.violations > 0
}
