//! Bundles: what one phone asks for, another one seals, and any messenger carries. No network anywhere.

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done};
use super::story::both;
use linli_core::workspace::{Bundled, Received};

/// More rounds than four phones can ever need.
const MOST_ROUNDS: usize = 12;

/// A bundle that was handed over.
pub(super) struct Handed {
    bytes: Vec<u8>,
    /// What was in it.
    pub(super) bundled: Bundled,
    /// What came of it.
    pub(super) received: Received,
}

impl Handed {
    /// Its size, rounded up.
    pub(super) const fn kib(&self) -> u64 {
        self.bundled.bytes.div_ceil(1024)
    }

    const fn news(&self) -> u64 {
        let Received {
            accepted,
            pending,
            contested,
            invalid,
            unverified,
            duplicate: _,
            refused: _,
        } = self.received;
        accepted + pending + contested + invalid + unverified
    }
}

/// `to` asks, `from` answers, `to` reads.
pub(super) fn carry(day: &Day, from: Who, to: Who) -> Done<Handed> {
    let request = day.of(to).request()?;
    let (bytes, bundled) = day.of(from).bundle(&request)?;
    let received = day.of(to).receive(&bytes)?;
    day.clock.tick(20);
    Ok(Handed {
        bytes,
        bundled,
        received,
    })
}

fn hand_over(day: &mut Day, from: Who, to: Who, why: &str) -> Done<Handed> {
    let handed = carry(day, from, to)?;
    let lang = day.lang();
    let (from, to) = (from.called().told(lang), to.called().told(lang));
    let (records, kib, news) = (handed.bundled.records, handed.kib(), handed.news());
    day.moment(&both!(
        lang,
        "{from} → {to}：{records}条，{kib} KiB，新{news}条。{why}",
        "{from} → {to}: {records} records, {kib} KiB, {news} of them new. {why}",
    ));
    Ok(handed)
}

/// The evening's meetings, each in an order that chance decides.
pub(super) fn evening(day: &mut Day) -> Done {
    let lang = day.lang();
    day.clock.go_to(Minute::at(17, 30));
    let mut bench = [(Who::Wang, Who::Chen), (Who::Chen, Who::Wang)];
    day.chance.shuffle(&mut bench);
    let [(first, second), (third, fourth)] = bench;
    let why = lang.pick(
        "（院子长椅，手机碰手机）",
        "(on the bench in the yard, phone to phone)",
    );
    let handed = hand_over(day, first, second, why)?;
    hand_over(day, third, fourth, "")?;
    let again = day.of(second).receive(&handed.bytes)?;
    let (same, fresh) = (again.duplicate, again.accepted);
    day.moment(&both!(
        lang,
        "手指一抖，同一个包又发了一遍：{same}条重复，{fresh}条新增，什么都没变。",
        "A slip of the finger sends the same bundle twice: {same} repeated, {fresh} new, nothing changed.",
    ));
    day.clock.go_to(Minute::at(18, 5));
    hand_over(
        day,
        Who::Li,
        Who::Shen,
        lang.pick(
            "（小满下班路过办公室）",
            "(Xiaoman passes the office on her way home)",
        ),
    )?;
    day.clock.go_to(Minute::at(18, 30));
    let why = lang.pick(
        "（王阿姨给老人量血压去了，手机没电；她的记录在老陈手机里，一起带来）",
        "(Auntie Wang is out taking a blood pressure, her battery is flat; her records travel on his phone)",
    );
    hand_over(day, Who::Chen, Who::Shen, why)?;
    day.clock.go_to(Minute::at(19, 0));
    let (rounds, bundles) = settle(day)?;
    day.moment(&both!(
        lang,
        "回家路上、楼道口、微信里，{bundles}个包按掷骰子的顺序来回传了{rounds}轮，直到谁也没有新东西给谁。",
        "On the way home, at doors, by messenger: {bundles} bundles go round in an order thrown by dice, {rounds} rounds, until nobody has anything new for anybody.",
    ));
    Ok(())
}

/// Everybody with everybody, in any order, until a whole round brings nothing new.
pub(super) fn settle(day: &Day) -> Done<(usize, usize)> {
    let mut pairs: Vec<(Who, Who)> = Who::ALL
        .into_iter()
        .flat_map(|from| Who::ALL.into_iter().map(move |to| (from, to)))
        .filter(|(from, to)| from != to)
        .collect();
    for round in 1..=MOST_ROUNDS {
        day.chance.shuffle(&mut pairs);
        let mut news = 0;
        for (from, to) in &pairs {
            news += carry(day, *from, *to)?.news();
        }
        if news == 0 {
            return Ok((round, round * pairs.len()));
        }
    }
    Err(super::broken("the phones did not settle"))
}
