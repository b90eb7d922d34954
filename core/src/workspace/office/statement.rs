//! 月报: what one member did in a month, by his own clock: what counts, what is contested and why. The same on his phone and at
//! the office, once both hold the same records. One member at a time: nobody is ranked.

use super::views::{MonthlyStatement, StatementLine};
use crate::domain::{Code, DocKind, MemberId};
use crate::records::State;
use crate::rules::authority::Operation;
use crate::rules::flows::{Instant, is_period};
use crate::store::{chain, record};
use crate::workspace::{ContestedView, Error, Workspace};
use std::collections::BTreeMap;

/// The first moment of a month (`2026-11`) and that of the next, at +08:00.
pub(crate) fn month_bounds(month: &str) -> Option<(Instant, Instant)> {
    if !is_period(month) {
        return None;
    }
    let (year, number) = month.split_once('-')?;
    let (year, number): (u16, u8) = (year.parse().ok()?, number.parse().ok()?);
    let first =
        |year: u16, number: u8| Instant::parse(&format!("{year:04}-{number:02}-01T00:00:00+08:00"));
    let next = if number == 12 {
        first(year.checked_add(1)?, 1)?
    } else {
        first(year, number.checked_add(1)?)?
    };
    Some((first(year, number)?, next))
}

impl Workspace {
    /// A member's month (`2026-11`, days of +08:00): his own, or, for who may grant in the whole community, anybody's.
    ///
    /// # Errors
    /// `field_unfit` (no month), `member_unknown`, `not_allowed`; [`Error::Store`].
    pub fn statement(
        &self,
        member: Option<MemberId>,
        month: &str,
    ) -> Result<MonthlyStatement, Error> {
        let (from, to) = month_bounds(month).ok_or(Error::field("month", Code::FieldUnfit))?;
        let device = self.shown.device();
        self.view(|connection, roster| {
            let own = roster.device(device).map(|device| device.member);
            let member = member
                .or(own)
                .ok_or(Error::field("member", Code::MemberUnknown))?;
            if roster.member(member).is_none() {
                return Err(Error::field("member", Code::MemberUnknown));
            }
            let may_ask =
                own == Some(member) || roster.may(device, Operation::Grant, roster.whole());
            if !may_ask {
                return Err(Error::NotAllowed {
                    operation: Operation::Grant.name(),
                });
            }
            let mut lines: BTreeMap<u16, StatementLine> = BTreeMap::new();
            let mut contested = Vec::new();
            for device in roster.devices_of(member) {
                for chain in chain::of_device(connection, device.id)? {
                    for row in record::of_chain(connection, chain.num)? {
                        let at = row.header.display_millis();
                        let Some(kind) = DocKind::from_code(row.header.kind.0) else {
                            continue;
                        };
                        if !(from.0..to.0).contains(&at) {
                            continue;
                        }
                        let line = lines.entry(row.header.kind.0).or_insert(StatementLine {
                            kind,
                            done: 0,
                            counts: 0,
                        });
                        line.done += 1;
                        match row.state {
                            State::Accepted { .. } => line.counts += 1,
                            State::Pending(_) => {}
                            state => contested.push(ContestedView {
                                record: row.id,
                                kind: Some(kind),
                                chain: row.header.chain,
                                seq: row.header.seq,
                                by: Some(member),
                                state,
                            }),
                        }
                    }
                }
            }
            contested.sort_by_key(|view| (view.chain, view.seq));
            Ok(MonthlyStatement {
                member,
                lines: lines.into_values().collect(),
                contested,
            })
        })
    }
}
