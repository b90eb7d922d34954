//! The exchange of records: two phones that meet without any network, and the hub for whoever has a line.

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done};
use super::hub;
use super::story::both;
use crate::output::Lang;
use linli_core::workspace::{Bundled, Received, SyncReport};

/// More rounds than four phones can ever need.
const MOST_ROUNDS: usize = 12;
/// Into the middle of Xiaoman's request: TLS has shaken hands by then, and her records take more.
const CUT_AFTER: u64 = 4_000;

/// A bundle that was handed over.
pub(super) struct Handed {
    bytes: Vec<u8>,
    /// Contents of the bundle.
    pub(super) bundled: Bundled,
    /// The receiver's result.
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

/// The evening: a meeting on the bench, two lines that break, and everybody with the hub.
pub(super) fn evening(day: &mut Day) -> Done {
    on_the_bench(day)?;
    in_the_lift(day)?;
    in_the_basement(day)?;
    day.clock.go_to(Minute::at(19, 0));
    let (rounds, syncs) = settle(day)?;
    day.moment(&both!(
        day.lang(),
        "各人到家，手机自己连上网，按掷骰子的顺序同步了{rounds}轮、{syncs}次，直到谁也没有新东西。",
        "At home the phones sync by themselves, in an order thrown by dice: {rounds} rounds, {syncs} syncs, until nobody has anything new.",
    ));
    Ok(())
}

/// Two phones, no network.
fn on_the_bench(day: &mut Day) -> Done {
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
    Ok(())
}

/// Xiaoman's line is cut while her phone still speaks.
fn in_the_lift(day: &mut Day) -> Done {
    day.clock.go_to(Minute::at(18, 5));
    hub::sync_cut(day, Who::Li, CUT_AFTER)?;
    let lang = day.lang();
    day.moment(&both!(
        lang,
        "小满在电梯里点了同步，门一关，线断在第{CUT_AFTER}个字节。手机说：还没交出去，都在这儿。",
        "Xiaoman taps “sync” in the lift. The door closes, and the line with it, after {CUT_AFTER} bytes. Her phone says: not handed over yet, all of it is still here.",
    ));
    day.clock.go_to(Minute::at(18, 8));
    synced(
        day,
        Who::Li,
        lang.pick("（一楼，再来一次）", "(once more, on the ground floor)"),
    )?;
    Ok(())
}

/// Old Chen's records arrive, and the hub's answer is lost: his phone cannot know, and sends them again.
fn in_the_basement(day: &mut Day) -> Done {
    let lang = day.lang();
    day.clock.go_to(Minute::at(18, 30));
    hub::sync_unanswered(day, Who::Chen)?;
    let before = day.network.records()?;
    day.moment(lang.pick(
        "老陈去车库取车，刚交上去，信号没了，回执没收到。（王阿姨给老人量血压去了，手机没电；她的记录在老陈手机里，一起带来。）",
        "Old Chen walks down to the garage: his records are through, and the receipt is lost with the signal. (Auntie Wang is out taking a blood pressure, her battery is flat; her records travel on his phone.)",
    ));
    day.clock.go_to(Minute::at(18, 36));
    let report = synced(
        day,
        Who::Chen,
        lang.pick(
            "（开出车库，手机又交了一遍）",
            "(out of the garage, the phone hands over again)",
        ),
    )?;
    // His own records go first, and had arrived; hers follow once the phone knows what the hub lacks.
    let hers = day.network.records()? - before;
    let twice = report.sent.saturating_sub(hers);
    if twice == 0 {
        return Err(super::broken("nothing was handed in twice"));
    }
    day.story.under(&both!(
        lang,
        "其中{twice}条服务器早收到了，不会记两遍；王阿姨的{hers}条是新的。",
        "{twice} of these the hub had already, and a record is one record, however often it is handed in; Auntie Wang's {hers} are new.",
    ));
    Ok(())
}

fn synced(day: &mut Day, who: Who, why: &str) -> Done<SyncReport> {
    let report = hub::sync(day, who)?;
    let lang = day.lang();
    let (name, requests) = (who.called().told(lang), report.requests);
    let (sent, up) = (report.sent, report.bytes_up.div_ceil(1024));
    let (received, down) = (report.received, report.bytes_down.div_ceil(1024));
    let s = if requests == 1 { "" } else { "s" };
    day.moment(&match lang {
        Lang::Zh => format!(
            "{name} ⇄ 服务器：{requests}次请求，交{sent}条（{up} KiB），取{received}条（{down} KiB）。{why}"
        ),
        Lang::En => format!(
            "{name} ⇄ hub: {requests} request{s}, {sent} records up ({up} KiB), {received} down ({down} KiB). {why}"
        ),
    });
    Ok(report)
}

/// Everybody with the hub, in any order, until a whole round brings nothing new.
pub(super) fn settle(day: &Day) -> Done<(usize, usize)> {
    let mut order = Who::ALL;
    for round in 1..=MOST_ROUNDS {
        day.chance.shuffle(&mut order);
        let mut news = 0;
        for who in order {
            let report = hub::sync(day, who)?;
            news += report.sent + report.received;
        }
        if news == 0 {
            return Ok((round, round * order.len()));
        }
    }
    Err(super::broken("the phones did not settle"))
}
