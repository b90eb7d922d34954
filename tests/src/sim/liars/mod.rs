//! Those who enrolled and lie, and one whose device was removed. They play in every schedule: what a modified client
//! signs goes to phones as bundles and to the hub, whole, from devices whose keys the simulator holds. Nothing of it may cost
//! anybody honest anything; what of it counts, and what is kept as evidence, is told apart in the checks.

mod forged;
mod steps;

use super::plant::Plant;
use super::template::{Liar, Template};
use super::world::World;
use super::{network, syncing};
use crate::caller::{Caller, Heard};
use crate::forger::Forger;
use crate::phone::TestRandom;
use linli_core::domain::{DeviceId, MemberId, RecordId};
use linli_core::records::testing::Dice;
use linli_core::records::{DeviceKeys, InstallNonce, Parts};
use linli_core::roster::OfficerRequest;
use linli_core::sync::{Answer, Batch, Carried};
use linli_core::workspace::ReviewTarget;
use std::collections::BTreeSet;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A leader of the first stairwell.
    Leader,
    /// A grid leader of the building, who may grant and ask for narrowings.
    Officer,
    /// A leader of the first stairwell whose device was removed before the schedule begins.
    Removed,
}

/// One message of theirs.
#[derive(Default)]
pub(super) struct Forged {
    pub records: Vec<Parts>,
    pub requests: Vec<OfficerRequest>,
    /// Only the office hears of it first: it must be able to set it aside before the end.
    pub to_office: bool,
}

/// What they know and did.
pub(super) struct Liars {
    pub forgers: [Forger; 3],
    members: [MemberId; 3],
    /// Their own dice: what the honest do is the same with and without them.
    pub dice: Dice,
    /// Whether one of them has flooded.
    flooded: bool,
    /// Number of installs they have pretended: each chain of theirs is new.
    installs: u8,
    /// Everything they signed.
    signed: BTreeSet<RecordId>,
    /// What they have seen at the office, and in how many of their lies it served.
    seen: (Vec<Parts>, usize),
    /// Text of the removed one, which the office sets aside before the end.
    texts: Vec<RecordId>,
}

impl Liars {
    pub(super) fn new(template: &Template, seed: u64) -> Self {
        let of = |liar: &Liar| {
            let random = TestRandom::new(liar.seed);
            let keys = DeviceKeys::generate(random.as_ref());
            Forger::with(keys, template.community, liar.roster, seed ^ liar.seed)
        };
        Self {
            forgers: template.liars.each_ref().map(of),
            members: template.liars.each_ref().map(|liar| liar.member),
            dice: Dice::new(seed ^ 0x006c_6961_7273),
            flooded: false,
            installs: 0,
            signed: BTreeSet::new(),
            seen: (Vec::new(), 0),
            texts: Vec::new(),
        }
    }

    /// Whether a device is one of theirs.
    pub(super) fn is_theirs(&self, device: DeviceId) -> bool {
        let mut all = self.forgers.iter();
        all.any(|forger| forger.keys.device() == device)
    }

    /// Whether a member is one of them.
    pub(super) fn is_one(&self, member: Option<MemberId>) -> bool {
        member.is_some_and(|member| self.members.contains(&member))
    }

    /// Whether they signed a record.
    pub(super) fn signed(&self, record: &str) -> bool {
        record.parse().is_ok_and(|id| self.signed.contains(&id))
    }

    /// Whose device it is, under an install that nobody has seen.
    fn anew(&mut self, who: Who) -> &Forger {
        self.installs += 1;
        let forger = &mut self.forgers[who as usize];
        forger.nonce = InstallNonce([self.installs; 16]);
        forger
    }
}

/// One of them does something, now and then.
pub(super) fn step(world: &mut World<'_>) {
    if world.liars.dice.below(LIES_EVERY) > 0 {
        return;
    }
    look(world);
    let narrows = world.plant == Some(Plant::NarrowingFollowed);
    let what = match world.liars.dice.below(forged::LIES.len()) {
        _ if narrows => forged::NARROWS,
        what => what,
    };
    let (name, who, write) = forged::LIES[what];
    let Some(forged) = write(world, who) else {
        return;
    };
    world.counts.fault(name);
    let ids = forged.records.iter().map(super::id_of);
    world.liars.signed.extend(ids.clone());
    if forged.to_office {
        let texts: Vec<RecordId> = ids.collect();
        hand_over(world, who, 0, &forged);
        world.liars.texts.extend(texts);
        follow(world);
    }
    // To the hub, to some phone, or to both; the removed one's is carried by whoever is enrolled.
    let way = world.liars.dice.below(4);
    if way != 0 {
        let to = world.liars.dice.below(world.peers.len());
        hand_over(world, who, to, &forged);
    }
    if way < 2 && world.has_hub() {
        push(world, who, &forged);
    }
}

/// The planted bug: the office's machine enters what was asked, whoever asked it and whatever it takes away.
fn follow(world: &mut World<'_>) {
    if world.plant == Some(Plant::NarrowingFollowed) {
        let office = &world.peers[0].phone;
        for request in office.list_requests().unwrap_or_default() {
            let _ = office.decide_request(request.request, true);
        }
    }
}

/// Of so many steps one comes with a lie.
const LIES_EVERY: usize = 12;
/// What they saw serves for so many lies.
const LOOKS_EVERY: usize = 4;

/// They look at what the office holds: a stairwell's leader reads as much of it as they use.
fn look(world: &mut World<'_>) {
    if world.liars.seen.1.is_multiple_of(LOOKS_EVERY) {
        world.liars.seen.0 = world.dump(0).records;
    }
    world.liars.seen.1 += 1;
}

fn hand_over(world: &mut World<'_>, who: Who, to: usize, forged: &Forged) {
    let forger = &world.liars.forgers[who as usize];
    let answer = Answer {
        requests: forged.requests.clone(),
        ..forger.answer(forged.records.clone())
    };
    if let Some(bytes) = network::seal(world, to, &answer) {
        network::take(world, to, &bytes);
    }
}

/// Sends it to the hub. That takes the removed one's late work as well, and half of it comes by way of the enrolled leader.
fn push(world: &mut World<'_>, who: Who, forged: &Forged) {
    let carrier = match who {
        Who::Removed if world.liars.dice.below(2) == 0 => Who::Leader,
        _ => who,
    };
    if let Some(refused) = push_as(world, carrier, forged) {
        let note = format!("seed {}: the hub refuses {who:?}: {refused:?}", world.seed);
        world.counts.violation("wrong_answer", note);
    }
}

/// What the hub said, if it refused.
fn push_as(world: &mut World<'_>, who: Who, forged: &Forged) -> Option<(u16, String)> {
    let pin = world.hub.as_ref()?.pin();
    let forger = &world.liars.forgers[who as usize];
    let again = Forger::with(
        DeviceKeys::from_secret(&forger.keys.secret()),
        forger.community,
        forger.roster,
        1,
    );
    let mut caller = Caller::new(again, pin);
    let mut request = caller.request(Vec::new());
    request.requests.clone_from(&forged.requests);
    let carried = forged.records.iter().cloned();
    request.records = Batch::pack(
        world.template.community,
        carried.map(|parts| Carried { parts, seq: 0 }),
    );
    for _ in 0..2 {
        let (http, signature) = caller.sign(request.to_bytes());
        let response = syncing::arrive(world, &http);
        match caller.understand(&signature, &response) {
            Heard::Challenge(nonce) => caller.nonce = nonce,
            Heard::Answer(_) => return None,
            Heard::Refused(status, code, _) => return Some((status, code)),
        }
    }
    Some((401, "challenged twice".to_owned()))
}

/// The office knows the removed one's hand: it sets his texts aside, so that what he deleted comes back.
pub(super) fn clean_up(world: &mut World<'_>) {
    for text in std::mem::take(&mut world.liars.texts) {
        match world.peers[0].phone.set_aside(ReviewTarget::Record(text)) {
            Ok(_) => world.counts.fault("lie_set_aside"),
            // An officer had done so before.
            Err(error) if error.code() == "not_contested" => {}
            Err(error) => {
                let note = format!("seed {}: {text} is not set aside: {error}", world.seed);
                world.counts.violation("wrong_answer", note);
            }
        }
    }
}
