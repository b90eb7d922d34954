//! The index that searches ask first: every run of one to three characters of what is searched, and the rows that it stands
//! in. It narrows; whether a row really has the text in it, its room says. It shows no row that it does not know of, so it
//! follows its rooms within their transactions, and what leaves a room leaves no letter here ([decision 19]).
//!
//! [decision 19]: ../../../docs/adr/0019-search-asks-an-index-of-runs.md

use super::runs::{LONGEST, Run, letters, runs, spelled};
use crate::domain::DocKind;
use crate::store::{StoreError, document};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Without the words themselves, which lie in their rooms. Names no record, so no digest knows it.
///
/// Version 5 of its format is what FTS5 writes with the first row that it deletes securely. Another connection that has read
/// the version before does not hear of it, and takes the index for corrupt: so it is 5 from the beginning.
pub(super) const DDL: &str = "CREATE VIRTUAL TABLE gram USING fts5(runs, content='', columnsize=0, detail=none, tokenize='ascii');
INSERT INTO gram(gram, rank) VALUES('secure-delete', 1);
UPDATE gram_config SET v = 5 WHERE k = 'version';";

/// Runs of a long text that are asked for; more narrow no further.
const ASKED: usize = 8;
/// Rows that are looked at one by one. With more, hits are frequent, and a walk in the order of the list soon has enough.
const FEW: usize = 200;

/// Characters of a change that is compared run by run with the rest of its text.
const PATCH: usize = 64;

/// Rooms with searched words. The letter marks the runs of a room, so that one is asked without the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Values,
    Numbers,
    AgendaFields,
    AgendaTexts,
    Motions,
    Matters,
}

impl Room {
    const fn letter(self) -> char {
        match self {
            Self::Values => 'v',
            Self::Numbers => 'n',
            Self::AgendaFields => 'f',
            Self::AgendaTexts => 'a',
            Self::Motions => 'm',
            Self::Matters => 's',
        }
    }

    /// Words of a record, a row each; nothing for texts of agendas, which belong to no one record.
    const fn sql(self) -> &'static str {
        match self {
            Self::Values => {
                "SELECT coalesce(folded, value), pinyin FROM register_value WHERE num = ?1 ORDER BY subject, field"
            }
            Self::Numbers => "SELECT value, NULL FROM external_id WHERE num = ?1",
            Self::AgendaFields => "SELECT value, NULL FROM agenda_field WHERE num = ?1",
            Self::AgendaTexts => "SELECT NULL, NULL WHERE ?1 IS NULL",
            Self::Motions => "SELECT title, NULL FROM motion WHERE num = ?1",
            Self::Matters => "SELECT words, NULL FROM step WHERE num = ?1",
        }
    }
}

/// The rooms with words of records of a kind.
const fn rooms_of(kind: DocKind) -> &'static [Room] {
    match kind {
        DocKind::Register => &[Room::Values],
        DocKind::Agenda => &[Room::AgendaFields, Room::Numbers],
        DocKind::Motion => &[Room::Motions, Room::Numbers],
        DocKind::Review => &[],
        DocKind::Visits | DocKind::Ballots | DocKind::Round => &[Room::Numbers],
        _ => &[Room::Matters, Room::Numbers],
    }
}

/// A row of a room: its record, and which of the record's rows it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub num: i64,
    pub nth: i64,
}

/// Marks texts of agendas, whose keys are numbers of documents. Higher than any record's: the index takes rows up best in the
/// order of their keys.
const TEXTS: i64 = 1 << 62;
/// Bits for the rows of one record; a chunk has fewer bytes than that.
const NTH: u32 = 20;

impl Key {
    const fn rowid(self) -> i64 {
        (self.num << NTH) | self.nth
    }

    const fn parse(rowid: i64) -> Self {
        if rowid & TEXTS != 0 {
            return Self {
                num: rowid ^ TEXTS,
                nth: 0,
            };
        }
        Self {
            num: rowid >> NTH,
            nth: rowid & ((1 << NTH) - 1),
        }
    }
}

fn put(connection: &Connection, rowid: i64, runs: &str) -> Result<(), StoreError> {
    if !runs.is_empty() {
        connection
            .prepare_cached("INSERT INTO gram(rowid, runs) VALUES(?1, ?2)")?
            .execute(params![rowid, runs])?;
    }
    Ok(())
}

fn take(connection: &Connection, rowid: i64, runs: &str) -> Result<(), StoreError> {
    if !runs.is_empty() {
        connection
            .prepare_cached("INSERT INTO gram(gram, rowid, runs) VALUES('delete', ?1, ?2)")?
            .execute(params![rowid, runs])?;
    }
    Ok(())
}

/// The words of a record as they lie in a room: each row's key and runs.
fn words(connection: &Connection, room: Room, num: i64) -> Result<Vec<(i64, String)>, StoreError> {
    let mut statement = connection.prepare_cached(room.sql())?;
    let mut rows = statement.query([num])?;
    let (mut nth, mut out) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let mut found = Vec::new();
        for column in 0..2 {
            if let Some(text) = row
                .get_ref(column)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?
            {
                found.extend(runs(&letters(text)));
            }
        }
        found.sort_unstable();
        found.dedup();
        out.push((Key { num, nth }.rowid(), spelled(room.letter(), found)));
        nth += 1;
    }
    Ok(out)
}

/// Takes up the words of a record whose rows were just put in.
pub(super) fn insert(connection: &Connection, kind: u16, num: i64) -> Result<(), StoreError> {
    for room in DocKind::from_code(kind).map_or(&[][..], rooms_of) {
        for (rowid, runs) in words(connection, *room, num)? {
            put(connection, rowid, &runs)?;
        }
    }
    Ok(())
}

/// Forgets the words of a record whose rows are about to be taken out.
pub(super) fn remove(connection: &Connection, kind: u16, num: i64) -> Result<(), StoreError> {
    for room in DocKind::from_code(kind).map_or(&[][..], rooms_of) {
        for (rowid, runs) in words(connection, *room, num)? {
            take(connection, rowid, &runs)?;
        }
    }
    Ok(())
}

/// Forgets everything.
pub(super) fn clear(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("INSERT INTO gram(gram) VALUES('delete-all')", [])?;
    Ok(())
}

/// Takes up the texts of agendas, which lie with their documents, into an index made anew.
pub(super) fn renew_texts(tx: &Connection) -> Result<(), StoreError> {
    let mut statement = tx.prepare("SELECT num, text FROM doc WHERE text IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (doc, text): (i64, String) = (row.get(0)?, row.get(1)?);
        put(tx, text_rowid(doc), &spelled_text(whole(&letters(&text))))?;
    }
    Ok(())
}

/// Keys of documents, apart from those of records.
const fn text_rowid(doc: i64) -> i64 {
    TEXTS | doc
}

/// Writes the merged text of an agenda, and takes up what is new in it. A long text costs no more than what was changed.
pub(crate) fn set_text(
    connection: &Connection,
    doc: i64,
    text: Option<&str>,
) -> Result<(), StoreError> {
    let before: Option<Option<String>> = connection
        .prepare_cached("SELECT text FROM doc WHERE num = ?1")?
        .query_row([doc], |sql| sql.get(0))
        .optional()?;
    let before = letters(before.flatten().as_deref().unwrap_or_default());
    let after = letters(text.unwrap_or_default());
    let (gone, new) = difference(&before, &after);
    let rowid = text_rowid(doc);
    take(connection, rowid, &spelled_text(gone))?;
    put(connection, rowid, &spelled_text(new))?;
    document::set_text(connection, doc, text)
}

type Runs = BTreeSet<Run>;

fn whole(text: &[char]) -> Runs {
    runs(text).collect()
}

fn spelled_text(runs: Runs) -> String {
    spelled(Room::AgendaTexts.letter(), runs)
}

/// The runs that only the one text has, and those that only the other has.
fn difference(before: &[char], after: &[char]) -> (Runs, Runs) {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..], &after[head..]);
    let pairs = old.iter().rev().zip(new.iter().rev());
    let tail = pairs.take_while(|(a, b)| a == b).count();
    if old.len() + new.len() > 2 * tail + PATCH {
        let (old, new) = (whole(before), whole(after));
        let gone = old.difference(&new).copied().collect();
        return (gone, new.difference(&old).copied().collect());
    }
    // A run that begins or ends in what is equal may reach into what is not.
    let from = head.saturating_sub(LONGEST - 1);
    let part = |text: &[char]| {
        let end = (text.len() - tail + LONGEST - 1).min(text.len());
        whole(&text[from..end])
    };
    let (old, new) = (part(before), part(after));
    let only = |of: &Runs, other: &Runs, text: &[char]| {
        // The rest of the text may have it as well.
        let has = |run: Run| {
            let windows = text.windows(run.length());
            windows.map(Run::of).any(|window| window == run)
        };
        let found = of.iter().filter(|run| !other.contains(*run) && !has(**run));
        found.copied().collect()
    };
    (only(&old, &new, after), only(&new, &old, before))
}

/// Rows of a room that may have a text in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// These and no other.
    Few(Vec<Key>),
    /// Too many to look at one by one.
    Many,
}

/// Asks for the rows of a room that have every run of a text in them.
pub(super) fn find(connection: &Connection, room: Room, text: &str) -> Result<Found, StoreError> {
    // `LIKE` reads no further.
    let text = letters(text.split('\0').next().unwrap_or_default());
    if text.is_empty() {
        return Ok(Found::Many);
    }
    let length = text.len().min(LONGEST);
    let asked = text.windows(length).take(ASKED).map(Run::of);
    let mut statement =
        connection.prepare_cached("SELECT rowid FROM gram WHERE gram MATCH ?1 LIMIT ?2")?;
    let mut rows = |runs: String, most: usize| {
        let rows = statement.query_map(params![runs, most as i64], |sql| sql.get::<_, i64>(0))?;
        rows.collect::<rusqlite::Result<Vec<i64>>>()
    };
    // The index looks all runs up in each of its parts before it gives a row. What stands in no row of a room is mostly known
    // by its first run.
    if asked.len() > 1 && rows(spelled(room.letter(), asked.clone().take(1)), 1)?.is_empty() {
        return Ok(Found::Few(Vec::new()));
    }
    let keys = rows(spelled(room.letter(), asked), FEW + 1)?;
    Ok(if keys.len() > FEW {
        Found::Many
    } else {
        Found::Few(keys.into_iter().map(Key::parse).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::SystemRandom;
    use crate::projection;
    use crate::store::{Ballast, DatabaseKey, Store};

    fn store(dir: &std::path::Path) -> Store {
        let key = DatabaseKey::new([7; 32]);
        Store::open_furnished(dir, key, Ballast::NONE, &SystemRandom, projection::renew)
            .expect("a store")
            .0
    }

    fn doc(tx: &Connection, num: i64) -> Result<(), StoreError> {
        tx.execute(
            "INSERT INTO doc(num, id, kind, scope) VALUES(?1, ?2, 5, x'00')",
            (num, num.to_be_bytes()),
        )?;
        Ok(())
    }

    /// FTS5 writes another version of its format with the first row that it deletes securely, and tells no other connection.
    #[test]
    fn the_first_row_that_goes_leaves_the_index_whole_to_whoever_read_it_before() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = store(dir.path());
        let write = |text: Option<&str>| {
            let done: Result<(), StoreError> = store.write(|tx| set_text(tx, 4, text));
            done.expect("written");
        };
        let made: Result<(), StoreError> = store.write(|tx| doc(tx, 4));
        made.expect("a document");
        write(Some("一、楼道堆物。"));
        store.check_integrity().expect("whole");
        write(None);
        store.check_integrity().expect("whole still");
    }

    /// A connection checks by the segments that it last read; what became of them since is no damage.
    #[test]
    fn the_index_is_whole_to_whoever_checked_it_before_however_it_was_written_since() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = store(dir.path());
        let made: Result<(), StoreError> = store.write(|tx| doc(tx, 4));
        made.expect("a document");
        for time in 0_u32..80 {
            let text = format!("第{time}稿：楼道堆物{}", time * 7919);
            let done: Result<(), StoreError> = store.write(|tx| set_text(tx, 4, Some(&text)));
            done.expect("written");
            store
                .check_integrity()
                .unwrap_or_else(|error| panic!("{time}: {error:?}"));
        }
    }

    fn has(tx: &Connection, text: &str) -> bool {
        let found = find(tx, Room::AgendaTexts, text).expect("an answer");
        found == Found::Few(vec![Key { num: 4, nth: 0 }])
    }

    #[test]
    fn a_text_of_any_length_is_found_by_its_runs_and_no_other_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let done: Result<(), StoreError> = store(folder.path()).write(|tx| {
            doc(tx, 4)?;
            set_text(tx, 4, Some("一、楼道堆物。Bring ID-3007"))?;
            for part in ["楼", "堆物", "道堆物", "楼道堆物。", "bring id", "007", "-"] {
                assert!(has(tx, part), "{part}");
            }
            for other in ["水", "物堆", "3008", "楼道堆物！", "brings"] {
                assert_eq!(
                    find(tx, Room::AgendaTexts, other)?,
                    Found::Few(vec![]),
                    "{other}"
                );
            }
            assert_eq!(find(tx, Room::Matters, "楼")?, Found::Few(vec![]));
            // What a statement cannot look for either is looked for in all rows.
            assert_eq!(find(tx, Room::AgendaTexts, "")?, Found::Many);
            Ok(())
        });
        assert_eq!(done, Ok(()));
    }

    #[test]
    fn an_edit_takes_up_and_forgets_exactly_what_it_changes() {
        let long: String = (0..300)
            .map(|n| char::from_u32(0x4e00 + n * 7).expect("a letter"))
            .collect();
        let texts = [
            "",
            "甲乙丙丁",
            "甲乙戊丙丁",
            "甲乙丙丁",
            "丙丁甲乙丙丁",
            "丁",
            "",
            &long,
            "甲乙",
            &long[..300],
            &long,
        ];
        for pair in texts.windows(2) {
            let (before, after) = (letters(pair[0]), letters(pair[1]));
            let (gone, new) = difference(&before, &after);
            let (old, all) = (whole(&before), whole(&after));
            assert_eq!(gone, old.difference(&all).copied().collect(), "{pair:?}");
            assert_eq!(new, all.difference(&old).copied().collect(), "{pair:?}");
        }
    }

    #[test]
    fn nothing_of_a_word_that_left_stays_in_the_index_or_in_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(folder.path());
        let raw = |store: &Store| -> Vec<u8> {
            let read: Result<Vec<u8>, StoreError> = store.read(|connection| {
                let mut statement = connection.prepare("SELECT block FROM gram_data")?;
                let rows = statement.query_map([], |sql| sql.get::<_, Vec<u8>>(0))?;
                Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.concat())
            });
            read.expect("the index")
        };
        let write = |text: Option<&str>| {
            let done: Result<(), StoreError> = store.write(|tx| set_text(tx, 4, text));
            assert_eq!(done, Ok(()));
        };
        let made: Result<(), StoreError> = store.write(|tx| doc(tx, 4));
        assert_eq!(made, Ok(()));
        let empty = raw(&store).len();
        write(Some("沈"));
        write(Some("沈阿姨"));
        // The run's digits, as the index keeps them.
        let digits = format!("{:04x}", u32::from('姨'));
        assert!(String::from_utf8_lossy(&raw(&store)).contains(&digits));
        write(Some("沈"));
        assert!(!String::from_utf8_lossy(&raw(&store)).contains(&digits));
        assert!(
            store
                .read(|connection| Ok::<_, StoreError>(has(connection, "沈")))
                .expect("an answer")
        );
        write(None);
        assert!(
            raw(&store).len() <= empty + 64,
            "{empty} {}",
            raw(&store).len()
        );
    }
}
