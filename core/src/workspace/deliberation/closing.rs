//! 截止 and 签到: closing a tally, and signing in (docs/spec/counting.md 6.7, 6.8).

use super::motion::{Motion, motion};
use super::tallies::voter;
use super::tally_closing::{Closings, Judged, roots};
use super::tally_returns::{RETURN_PREFIX, contained, groups};
use crate::admission::{closes, read_entry_record};
use crate::domain::entry::closing::{Handed, ListedReturn, Pin, heard};
use crate::domain::entry::tally::VoterKey;
use crate::domain::entry::{BallotEntry, Closing, Entry, MotionEntry, SignIn, encode};
use crate::domain::vocabulary::{BallotAuthority, ReturnHow};
use crate::domain::{ChainId, Code, DocId, PlaceId, RecordId, Timestamp};
use crate::intake::Origin;
use crate::projection::tally::{self as rows, BallotRow, ReturnRow};
use crate::records::{Header, Parts};
use crate::store::{Connection, StoreError, chain, record};
use crate::workspace::exchange::first_seen;
use crate::workspace::exchange::receiving::Takings;
use crate::workspace::{ClosedView, ClosingDraft, Command, Error, HandedReturn, Workspace};
use std::collections::{BTreeMap, BTreeSet, btree_map};

/// Returns in one text, and texts in one closing: a collector has one in each part that he serves.
const MOST_RETURNS: usize = 5_000;

/// Returns as the officer names them.
#[derive(Default)]
struct Named {
    records: BTreeMap<RecordId, (u32, Timestamp, ReturnHow)>,
    spoken: BTreeMap<String, (Timestamp, ReturnHow)>,
}

impl Named {
    /// The earlier time is the true one: by then he had it.
    fn record(&mut self, record: RecordId, count: u32, at: Timestamp, how: ReturnHow) {
        let known = self.records.entry(record).or_insert((count, at, how));
        if at < known.1 {
            *known = (count, at, how);
        }
    }

    fn spoken(&mut self, text: String, at: Timestamp, how: ReturnHow) {
        let known = self.spoken.entry(text).or_insert((at, how));
        if at < known.0 {
            *known = (at, how);
        }
    }

    fn add(&mut self, listed: &ListedReturn) {
        match &listed.handed {
            Handed::Record { record, count } => {
                self.record(*record, *count, listed.at, listed.how);
            }
            Handed::Spoken(text) => self.spoken(text.clone(), listed.at, listed.how),
        }
    }

    /// Adds the returns that are here, and finds those that are known by their spoken form among them.
    fn with_those_here(mut self, returns: &[ReturnRow], now: Timestamp) -> Vec<ListedReturn> {
        for (text, group) in groups(returns) {
            if let Some((at, how)) = self.spoken.remove(&text) {
                for row in group {
                    self.record(row.id, row.count, at, how);
                }
            }
        }
        for row in returns {
            self.record(
                row.id,
                row.count,
                record::earlier(now, row.seen),
                ReturnHow::Synced,
            );
        }
        let records = self.records.into_iter();
        let records = records.map(|(record, (count, at, how))| ListedReturn {
            handed: Handed::Record { record, count },
            at,
            how,
        });
        let spoken = self.spoken.into_iter();
        let spoken = spoken.map(|(text, (at, how))| ListedReturn {
            handed: Handed::Spoken(text),
            at,
            how,
        });
        records.chain(spoken).collect()
    }
}

impl Workspace {
    /// Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else is late.
    /// A closing supersedes those that this store knows.
    ///
    /// # Errors
    /// `tally_unknown`, `not_allowed`, `return_unreadable`, `field_range` (a return that is still to come); [`Error::Store`].
    pub fn close_tally(&self, draft: &ClosingDraft) -> Result<ClosedView, Error> {
        let mut named = Named::default();
        // Whoever may not close is handed nothing: a return is a record of a part that he may have no business with.
        let parts = self.command(|command| {
            let motion = motion(command.intake.tx, draft.tally)?;
            command.check(closes(&motion.opening.rule), motion.scope)?;
            Ok(motion.parts())
        })?;
        for handed in &draft.returns {
            self.take_return(draft.tally, &parts, handed, &mut named)?;
        }
        self.command(|command| {
            let motion = motion(command.intake.tx, draft.tally)?;
            let closing = compose(command, &motion, named)?;
            let root = closing.root;
            let entry = Entry::Motion(MotionEntry::Closed(closing));
            let record = command.write_into(motion.scope, draft.tally, &entry, None)?;
            Ok(ClosedView {
                closing: record,
                root: crate::domain::id::to_hex(&root),
            })
        })
    }

    /// A return as it was handed over: its records are taken in, its spoken form is kept as it was heard.
    fn take_return(
        &self,
        tally: DocId,
        of: &BTreeSet<PlaceId>,
        handed: &HandedReturn,
        named: &mut Named,
    ) -> Result<(), Error> {
        let unreadable = || Error::field("returns", Code::ReturnUnreadable);
        let now = self.clock.now();
        let at = handed.at.unwrap_or(now);
        if at > now {
            return Err(Error::field("returns", Code::FieldRange));
        }
        let Some(hex) = handed.text.trim().strip_prefix(RETURN_PREFIX) else {
            let text = heard(&handed.text).ok_or_else(unreadable)?;
            named.spoken(text, at, handed.how.unwrap_or(ReturnHow::Voice));
            return Ok(());
        };
        let bytes = crate::domain::id::from_hex(hex).ok_or_else(unreadable)?;
        let parts: Vec<Parts> = postcard::from_bytes(&bytes).map_err(|_| unreadable())?;
        let is_whole = encode(&parts) == bytes;
        if !is_whole || parts.is_empty() || parts.len() > MOST_RETURNS {
            return Err(unreadable());
        }
        let mut listed = Vec::with_capacity(parts.len());
        for part in &parts {
            let header = Header::from_bytes(&part.header).ok_or_else(unreadable)?;
            let reading = read_entry_record(&header, part.chunk.as_deref());
            match reading.entry {
                Some(Entry::Ballots(BallotEntry::Return(ret)))
                    if ret.motion == tally && of.contains(&header.scope) =>
                {
                    listed.push((Header::id_of(&part.header), ret.count));
                }
                _ => return Err(unreadable()),
            }
        }
        let from = self.lock().device();
        let batch = parts.into_iter().map(|part| (part.into(), Origin::Carried));
        let mut taken = Takings::default();
        self.receive_batch(batch.collect(), from, None, &mut taken, |_| Ok(()))?;
        for (id, count) in listed {
            // What was refused is not signed by anybody of this community.
            let known = self
                .store
                .read(|connection| record::by_id(connection, id))?;
            known.ok_or_else(unreadable)?;
            named.record(id, count, at, handed.how.unwrap_or(ReturnHow::File));
        }
        Ok(())
    }

    /// Signs voters in at the meeting; the number of voters who are there now.
    ///
    /// # Errors
    /// `tally_unknown`, `voter_unknown`, `voter_ambiguous`, `roll_empty` (nobody is named), `not_allowed`; [`Error::Store`].
    pub fn sign_in(&self, tally: DocId, voters: &[String]) -> Result<u32, Error> {
        self.command(|command| {
            let motion = motion(command.intake.tx, tally)?;
            let found = voters.iter().map(|text| voter(command, &motion, text));
            let there: BTreeSet<VoterKey> = found.collect::<Result<_, _>>()?;
            if there.is_empty() {
                return Err(Error::field("voters", Code::RollEmpty));
            }
            let entry = Entry::Motion(MotionEntry::SignedIn(SignIn {
                rule: motion.opening.rule.clone(),
                voters: there.into_iter().collect(),
                at: command.now(),
            }));
            command.write_into(motion.scope, tally, &entry, None)?;
            let signed = rows::signed_in(command.intake.tx, motion.doc)?;
            let all: BTreeSet<VoterKey> = signed.into_iter().map(|(_, voter)| voter).collect();
            Ok(all.len() as u32)
        })
    }
}

/// What this store states of a tally.
fn compose(command: &Command<'_>, motion: &Motion, mut named: Named) -> Result<Closing, Error> {
    let tx: &Connection = command.intake.tx;
    let ballots = rows::ballots(tx, motion.id)?;
    let returns = rows::returns(tx, motion.id)?;
    let closings = Closings::read(tx, motion)?;
    // What is here by now, by a clock that was ahead for a while or at a time that nobody knows, was here by now and no earlier.
    let (deadline, now) = (motion.opening.deadline, command.now());
    let mut in_time: BTreeSet<RecordId> = BTreeSet::new();
    for earlier in closings.live() {
        // What another officer saw in time was in time.
        let judged = Judged::by(tx, motion, &earlier.closing, &ballots, &returns)?;
        in_time.extend(judged.in_time);
        for listed in &earlier.closing.returns {
            named.add(listed);
        }
    }
    let listed = named.with_those_here(&returns, now);
    let early: BTreeSet<RecordId> = listed
        .iter()
        .filter(|listed| listed.at <= deadline)
        .filter_map(|listed| match listed.handed {
            Handed::Record { record, .. } => Some(record),
            Handed::Spoken(_) => None,
        })
        .collect();
    for declared in returns.iter().filter(|row| early.contains(&row.id)) {
        in_time.extend(contained(tx, declared, &ballots)?.0);
    }
    for row in &ballots {
        // Whoever settles a dispute does not vote: he may do it once everything lies before him.
        if record::earlier(now, row.seen) <= deadline
            || row.authority == BallotAuthority::Supervisor
        {
            in_time.insert(row.id);
        }
    }
    let witnessed = witnessed(tx, &ballots, deadline)?;
    in_time.extend(witnessed);
    let (counted, open) = pins(tx, motion, &ballots, &in_time)?;
    let covered: BTreeSet<RecordId> = counted.iter().flat_map(|(_, ids)| ids.clone()).collect();
    let (parts, root) = roots(motion, &ballots, &covered);
    let mut knows = rows::slip_records(tx, &motion.slip_docs(tx)?)?;
    let signed = rows::signed_in(tx, motion.doc)?;
    knows.extend(signed.into_iter().map(|(record, _)| record));
    let mut counted: Vec<Pin> = counted.into_iter().map(|(pin, _)| pin).collect();
    counted.sort_unstable();
    Ok(Closing {
        rule: motion.opening.rule.clone(),
        opening: motion.opened,
        at: now,
        counted,
        open,
        parts,
        root,
        returns: listed,
        knows: knows.into_iter().collect(),
        supersedes: closings.live().map(|earlier| earlier.id).collect(),
    })
}

/// The ballots that a hub saw before the deadline.
pub(super) fn witnessed(
    connection: &Connection,
    ballots: &[BallotRow],
    deadline: Timestamp,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut seen: BTreeMap<ChainId, BTreeMap<RecordId, Timestamp>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for row in ballots {
        let of_chain = match seen.entry(row.chain) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(new) => new.insert(first_seen(connection, row.chain)?),
        };
        if of_chain.get(&row.id).is_some_and(|at| *at <= deadline) {
            found.insert(row.id);
        }
    }
    Ok(found)
}

/// A pin and the ballots that it alone covers in its chain.
type Covering = (Pin, Vec<RecordId>);

/// The pins: of each chain through the last ballot up to which all are accepted and in time; and what of the rest is in time.
fn pins(
    connection: &Connection,
    motion: &Motion,
    ballots: &[BallotRow],
    in_time: &BTreeSet<RecordId>,
) -> Result<(Vec<Covering>, Vec<Pin>), StoreError> {
    let parts = motion.parts();
    let mut chains: BTreeMap<ChainId, Vec<&BallotRow>> = BTreeMap::new();
    for row in ballots.iter().filter(|row| parts.contains(&row.scope)) {
        chains.entry(row.chain).or_default().push(row);
    }
    let (mut counted, mut open) = (Vec::new(), Vec::new());
    for (id, mut of_chain) in chains {
        of_chain.sort_by_key(|row| (row.seq, row.id));
        let fork = chain::owner(connection, id)?.and_then(|row| row.fork);
        let pin = |row: &BallotRow| Pin {
            chain: id,
            seq: row.seq,
            tip: row.id,
        };
        // Of two at one place neither is beyond doubt, whoever has adopted one.
        let sound = |row: &&&BallotRow| {
            let alone = fork.is_none_or(|seq| row.seq < seq);
            alone && row.state.is_accepted() && in_time.contains(&row.id)
        };
        let first: Vec<&BallotRow> = of_chain.iter().take_while(sound).copied().collect();
        let rest = &of_chain[first.len()..];
        if let Some(last) = first.last() {
            counted.push((pin(last), first.iter().map(|row| row.id).collect()));
        }
        let rest = rest.iter().take_while(|row| in_time.contains(&row.id));
        if fork.is_some() {
            open.extend(rest.map(|row| pin(row)));
        } else {
            open.extend(rest.last().map(|row| pin(row)));
        }
    }
    open.sort_unstable();
    Ok((counted, open))
}
