//! Reading within one's own scope: who represents or serves residents gets no telephone number, no visit, no dispute of
//! theirs, over any way that records travel.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::{TopicSource, VisitOutcome};
use linli_core::workspace::{TopicDraft, VisitDraft, Workspace};
use linli_tests::hub::{LocalHub, settle as settle_at, sync};
use linli_tests::phone::{Phone, pass, stairwell, visits};
use linli_tests::story::{Story, story};

const DOOR: &str = "1-1-101";
const SECRETS: [&str; 3] = ["138011", "住户11101", "脚伤"];

fn work(leader: &Workspace) {
    let mut draft = VisitDraft::new(DOOR, VisitOutcome::Home);
    draft.note = Some("脚伤，需要送饭".to_owned());
    leader.record_visit(draft).expect("a visit");
    let topic = TopicDraft {
        source: TopicSource::Visit,
        title: "楼道堆物".to_owned(),
        text: "三楼".to_owned(),
        scope: None,
        household: Some(DOOR.to_owned()),
    };
    leader.collect_topic(topic).expect("a topic");
}

/// Whether the words that name a resident lie anywhere in what a phone keeps, asked through everything that shows words.
fn knows_a_secret(phone: &Workspace) -> bool {
    let shown = format!(
        "{:?} {:?} {:?}",
        phone.household(DOOR),
        phone.list_visits(None, 50, None),
        SECRETS.map(|word| phone.search(word, 10)),
    );
    // The search answers with what it was asked for only where it found something.
    SECRETS.iter().any(|word| shown.contains(word))
}

/// Sees doors, topics and nothing of people or visits.
fn reads_as_a_resident(phone: &Phone) {
    assert_eq!(visits(phone), 0);
    let home = phone.household(DOOR).expect("doors are everybody's there");
    assert_eq!((home.door.as_str(), home.visits.len()), (DOOR, 0));
    assert_eq!(phone.list_topics(10, None).expect("topics").items.len(), 1);
    assert!(!knows_a_secret(phone));
    assert_eq!(phone.verify().expect("verified").failures, vec![]);
}

fn residents(story: &Story) -> [Phone; 4] {
    [
        Role::HouseholdRepresentative,
        Role::PropertyCompany,
        Role::OwnersRepresentative,
        Role::SocialOrganisation,
    ]
    .map(|role| story.joins(role, &stairwell("1-1")).0)
}

#[test]
fn residents_and_companies_read_doors_and_topics_of_their_stairwell_and_no_words_of_people() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    work(&leader);
    pass(&leader, office);
    let residents = residents(&story);
    for phone in &residents {
        pass(office, phone);
        reads_as_a_resident(phone);
        // Nor does a leader hand over more than the office.
        pass(office, &leader);
        pass(&leader, phone);
        reads_as_a_resident(phone);
        // He holds the scope, but not whole: he cannot say whether it is equal.
        assert_eq!(phone.digest().expect("digests").scopes, vec![]);
    }
    assert!(knows_a_secret(&leader) && knows_a_secret(office));
}

#[test]
fn a_hub_hands_residents_and_companies_no_words_of_people() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    work(&leader);
    let residents = residents(&story);
    settle_at(&[office, &leader], &hub);
    for phone in &residents {
        assert!(sync(phone, &hub).complete);
        reads_as_a_resident(phone);
        // What one of them hands on to another holds no more.
        assert_eq!(sync(phone, &hub).received, 0);
    }
    // A word that comes later is withheld as well.
    work(&leader);
    settle_at(&[office, &leader, &residents[0]], &hub);
    assert!(!knows_a_secret(&residents[0]));
}

#[test]
fn whoever_reads_headers_reads_his_own_records_whole() {
    let story = story();
    let office = &story.office.phone;
    let (resident, _) = story.joins(Role::HouseholdRepresentative, &stairwell("1-1"));
    let topic = TopicDraft {
        source: TopicSource::Visit,
        title: "电梯异响".to_owned(),
        text: "晚上最响".to_owned(),
        scope: None,
        household: Some(DOOR.to_owned()),
    };
    resident.collect_topic(topic).expect("a topic");
    pass(&resident, office);
    pass(office, &resident);
    let shown = resident.list_topics(10, None).expect("topics");
    assert_eq!(shown.items[0].text.as_deref(), Some("晚上最响"));
}
