//! A hub that could not be told that the community has left it: the office's store goes back to it, until it has answered or is
//! gone for good.

use linli_core::domain::id::from_hex;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{RecordId, Safety};
use linli_core::sync::{Auth, HubKey, HubPin, SyncAnswer};
use linli_core::workspace::{
    HttpRequest, HttpResponse, Transport, TransportError, Unwatched, VisitDraft, Workspace,
};
use linli_tests::hub::{Fate, Line, LocalHub};
use linli_tests::phone::{Phone, converged, pass, visits};
use linli_tests::story::{Story, story};
use std::sync::Mutex;

const HOUR: i64 = 3600;

fn sync(phone: &Workspace, line: &Line<'_>) -> bool {
    line.sync(phone)
}

fn visit(phone: &Workspace) -> RecordId {
    phone
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit")
}

fn claims(office: &Workspace, hub: &LocalHub, line: &Line<'_>) {
    hub.claimed_over(office, "https://next.example", line);
}

/// What is only here: by the debt, by its kinds, and by the status of the hub.
fn owed(phone: &Workspace) -> (u64, u64, u64) {
    let screen = phone.sync_screen().expect("a screen");
    let by_kind = screen.by_kind.iter().map(|of| of.records).sum();
    let status = phone.sync_status().expect("a status");
    (screen.debt.records, by_kind, status.only_here)
}

fn cut(hub: &LocalHub) {
    hub.fate(|_| Fate::Lost);
}

fn mend(hub: &LocalHub) {
    hub.fate(|_| Fate::Arrives);
}

/// The office and a leader at the first of three hubs. The first alone has the leader's second visit: the office has not synced
/// since.
fn at_the_first() -> (Story, Phone, [LocalHub; 3]) {
    let story = story();
    let office = &story.office.phone;
    let hubs = [90, 190, 290].map(|seed| LocalHub::new(&story.clock, seed));
    hubs[0].claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let line = Line::of(&hubs);
    visit(&leader);
    for phone in [office as &Workspace, &leader, office] {
        sync(phone, &line);
    }
    visit(&leader);
    sync(&leader, &line);
    (story, leader, hubs)
}

/// A hub that was left for its lies: it always has more, though it brings nothing.
struct AlwaysMore<'a> {
    line: &'a Line<'a>,
    key: HubKey,
    /// What it answered first, and how often it has answered since.
    first: Mutex<(Option<SyncAnswer>, u64)>,
}

impl Transport for AlwaysMore<'_> {
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let signature = Auth::from_text(&request.auth.1).map(|auth| auth.signature);
        let signature = signature.expect("a signed request");
        let mut first = self.first.lock().expect("one thread");
        if pin == self.key.pin() && first.0.is_some() {
            self.line.count();
        } else {
            let response = self.line.send(address, pin, request)?;
            if pin != self.key.pin() || response.status != 200 {
                return Ok(response);
            }
            first.0 = SyncAnswer::open(pin, &signature, &response.body);
        }
        first.1 += 1;
        let mut answer = first.0.clone().expect("an answer");
        answer.cursor.seq += first.1;
        answer.more = true;
        Ok(HttpResponse {
            status: 200,
            retry_after: None,
            body: answer.sign(&self.key, &signature),
        })
    }
}

#[test]
fn a_left_hub_that_always_has_more_holds_up_no_sync_and_is_let_go() {
    let (story, _leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    mend(&hubs[0]);
    line.asked();
    let secret = std::fs::read_to_string(hubs[0].dir().join("hub.key")).expect("its key");
    let secret = from_hex(secret.trim()).and_then(|secret| secret.try_into().ok());
    let liar = AlwaysMore {
        line: &line,
        key: HubKey::from_secret(&secret.expect("32 bytes")),
        first: Mutex::new((None, 0)),
    };
    let mut visited = 0;
    for _ in 0..60 {
        assert!(office.sync(&liar, &Unwatched).expect("synced").complete);
        let asked = line.asked();
        assert!(asked <= 64, "{asked} answers of one visit");
        visited += u32::from(asked > 0);
        story.clock.advance(24 * HOUR + 1);
    }
    assert!((2..=34).contains(&visited), "{visited}");
    assert_eq!(line.asked(), 0);
}

#[test]
fn a_hub_that_was_out_of_reach_in_the_claim_is_visited_once_it_answers() {
    let (story, leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    assert!(sync(office, &line), "the sync itself is none the worse");
    assert_eq!(
        visits(office),
        1,
        "the second visit is at the first hub alone"
    );
    mend(&hubs[0]);
    story.clock.advance(2 * HOUR);
    assert!(sync(office, &line));
    assert_eq!(visits(office), 2);
    line.asked();
    assert!(sync(office, &line), "what came is handed on");
    story.clock.advance(48 * HOUR);
    assert!(sync(office, &line));
    assert_eq!(line.asked(), 0, "nothing is owed any more");
    // The leader has the first one alone, and hears of the second there.
    sync(&leader, &line);
    assert_eq!(
        leader.sync_status().expect("a status").hub.as_deref(),
        Some("https://next.example")
    );
    // Whoever comes to the second one finds everything there, without the leader's phone.
    let (new, _) = story.leader("1-1");
    assert!(sync(office, &line) && sync(&new, &line));
    assert_eq!(visits(&new), 2);
    assert!(sync(&leader, &line));
    converged("1-1", &[office, &leader, &new]);
}

#[test]
fn an_office_that_was_closed_in_between_goes_on_where_it_was() {
    let (mut story, leader, hubs) = at_the_first();
    let line = Line::of(&hubs);
    // The answer is lost and the office closed: the hub may have heard or not.
    hubs[0].fate(|_| Fate::AnswerLost);
    claims(&story.office.phone, &hubs[1], &line);
    story.office.phone.switch_off();
    story.office.phone.switch_on();
    let office = &story.office.phone;
    // The line drops in the visit as well: after its first answer.
    let mut answers = 0;
    hubs[0].fate(move |_| {
        answers += 1;
        if answers == 1 {
            Fate::Arrives
        } else {
            Fate::Lost
        }
    });
    assert!(sync(office, &line));
    story.office.phone.switch_off();
    story.office.phone.switch_on();
    let office = &story.office.phone;
    mend(&hubs[0]);
    story.clock.advance(48 * HOUR);
    assert!(sync(office, &line));
    assert_eq!(visits(office), 2);
    sync(&leader, &line);
    assert!(sync(&leader, &line) && sync(office, &line));
    converged("1-1", &[office, &leader]);
}

#[test]
fn a_hub_that_is_gone_for_good_is_let_go() {
    let (story, _leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    line.asked();
    assert!(sync(office, &line));
    assert_eq!(line.asked(), 1);
    assert!(sync(office, &line));
    assert_eq!(line.asked(), 0, "not with every sync");
    let mut days = 0;
    for day in 1..=60 {
        story.clock.advance(24 * HOUR + 1);
        assert!(sync(office, &line));
        let asked = line.asked();
        assert!(asked <= 1, "once a sync");
        if asked == 1 {
            days = day;
        }
    }
    assert_eq!(days, 32, "33 visits with the first");
}

#[test]
fn each_hub_of_several_moves_is_told_of_the_last() {
    let (story, leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    // Another leader hears of the second hub, hands it something, and the second is out of reach as well when it is left.
    let (other, _) = story.leader("1-1");
    assert!(sync(office, &line) && sync(&other, &line));
    visit(&other);
    assert!(sync(&other, &line));
    cut(&hubs[1]);
    claims(office, &hubs[2], &line);
    assert!(sync(office, &line));
    assert_eq!(visits(office), 1);
    mend(&hubs[0]);
    mend(&hubs[1]);
    for _ in 0..2 {
        story.clock.advance(48 * HOUR);
        assert!(sync(office, &line));
    }
    assert_eq!(visits(office), 3);
    for phone in [&leader, &other] {
        sync(phone, &line);
        assert!(sync(phone, &line));
    }
    assert!(sync(office, &line) && sync(&leader, &line) && sync(&other, &line));
    converged("1-1", &[office, &leader, &other]);
}

#[test]
fn who_goes_back_to_a_hub_owes_it_no_leave() {
    let (story, leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    mend(&hubs[0]);
    claims(office, &hubs[0], &line);
    assert!(sync(office, &line) && sync(&leader, &line) && sync(office, &line));
    assert_eq!(visits(office), 2);
    converged("1-1", &[office, &leader]);
}

#[test]
fn what_only_the_hub_has_that_was_left_is_owed_from_the_moment_when_another_is_heard_of() {
    let (story, leader, hubs) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of(&hubs);
    let own = visit(&leader);
    assert!(sync(&leader, &line));
    assert_eq!(leader.safety(own).expect("known"), Safety::Hub);
    assert_eq!(owed(&leader), (0, 0, 0));
    cut(&hubs[0]);
    claims(office, &hubs[1], &line);
    pass(office, &leader);
    assert_eq!(leader.safety(own).expect("known"), Safety::Here);
    // Two visits more than the one of this story, all of them this phone's.
    assert_eq!(owed(&leader), (3, 3, 3));
    let screen = leader.sync_screen().expect("a screen");
    assert!(screen.debt.since.is_some());
    let today = leader.today(None).expect("today");
    let unsent: u64 = today.places.iter().map(|place| place.unsent).sum();
    assert!(unsent > 0, "the doors say so as well");
    assert!(sync(&leader, &line));
    assert_eq!(leader.safety(own).expect("known"), Safety::Hub);
    assert_eq!(owed(&leader), (0, 0, 0));
}
