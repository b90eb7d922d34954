//! An agenda with a long history is opened from its saved document, and gives the same as one that is built anew.

use linli_core::domain::Role;
use linli_tests::phone::{TestClock, enrol, office, pass, stairwell};

#[test]
fn a_long_agenda_reads_the_same_after_a_restart_and_on_another_phone() {
    let clock = TestClock::start();
    let office = office(&clock, 11, 1, 2);
    let scope = stairwell("1-1");
    let (mut leader, _) = enrol(&office.phone, &clock, 12, Role::BuildingLeader, &scope);
    let mut text = String::new();
    let agenda = leader
        .edit_agenda(None, Some(&scope), "text", "议程")
        .expect("an agenda");
    for n in 0..150 {
        text = format!("{text}第{n}行\n");
        leader
            .edit_agenda(Some(agenda), None, "text", &text)
            .expect("an edit");
    }
    leader.switch_off();
    leader.switch_on();
    text.push_str("重启之后。");
    leader
        .edit_agenda(Some(agenda), None, "text", &text)
        .expect("an edit on the saved document");
    pass(&leader, &office.phone);
    for phone in [&*leader, &*office.phone] {
        let view = phone.agenda(agenda).expect("the agenda");
        assert_eq!(view.fields[0].values[0].value.as_deref(), Some(&*text));
        assert_eq!(phone.verify().expect("verified").failures, vec![]);
    }
    let digest = |phone: &linli_core::workspace::Workspace| {
        let scopes = phone.digest().expect("a digest").scopes;
        scopes.into_iter().find(|scope| scope.scope == "1-1")
    };
    assert_eq!(digest(&leader), digest(&office.phone));
}
