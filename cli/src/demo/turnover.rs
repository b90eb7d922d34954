//! 人在，手机换；人走，楼道在: Auntie Wang gets a new phone at noon, and on the next day Old Chen hands his building over.

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::hub;
use super::story::both;
use linli_core::domain::DocId;
use linli_core::workspace::{ScopeName, Workspace};

/// The name of her new phone's store.
const NEW_PHONE: &str = "leader-3-1-new";

/// Plans the new phone.
pub(super) fn plan(tally: DocId, plan: &mut Plan) {
    plan.at(Minute::at(12, 35), move |day| new_phone(day, tally));
}

fn give(from: &Workspace, to: &Workspace) -> Done<u64> {
    let (bytes, bundled) = from.bundle(&to.request()?)?;
    to.receive(&bytes)?;
    Ok(bundled.records)
}

/// The screen went dark for good: her daughter brings another phone, and the office admits it as hers.
fn new_phone(day: &mut Day, tally: DocId) -> Done {
    let lang = day.lang();
    let wang = day.member(Who::Wang)?;
    let new = day.new_phone(NEW_PHONE)?;
    let (office, old) = (day.of(Who::Shen), day.of(Who::Wang));
    let enrolment = new.join(&office.invite_device(wang)?)?;
    let challenge = office.challenge(&enrolment)?;
    let digits = new.answer_challenge(&challenge)?;
    office.admit(&enrolment, &digits)?;
    give(office, &new)?;
    give(office, old)?;
    // The old phone says what it collected, so that nobody waits for more from it.
    old.collecting_done(tally)?;
    let moved = give(old, &new)?;
    let own = new.list_visits(None, 500, None)?.items;
    let hers = own.iter().filter(|visit| visit.by == wang).count();
    day.replace(Who::Wang, new);
    day.moment(&both!(
        lang,
        "王阿姨那裂了角的屏幕终于黑了。女儿送来新手机，小沈在办公室邀请“王桂芳的另一部手机”，互扫两次，六位数字{digits}对上。旧手机当面把{moved}条传给新手机，上午的{hers}户走访还是她的，要改也还是她改；没用完的票单接着用。您还是您。",
        "Auntie Wang's cracked screen goes dark for good. Her daughter brings another phone; at the office Shen invites “another phone of Wang Guifang”, they scan twice, and the six digits {digits} agree. The old phone hands {moved} records to the new one across the table: the morning's {hers} visits are still hers, hers to correct, and so are the sheets that are left. She is still herself.",
    ));
    Ok(())
}

/// The next day: Old Chen moves to his son's, and Auntie Wang takes his building.
pub(super) fn handover(day: &mut Day) -> Done {
    let lang = day.lang();
    let (chen, wang) = (day.member(Who::Chen)?, day.member(Who::Wang)?);
    let building = ScopeName::Building("3".to_owned());
    let done = day.of(Who::Shen).handover(chen, wang, &building)?;
    for who in [Who::Shen, Who::Wang, Who::Chen] {
        hub::sync(day, who)?;
    }
    let grants = day.of(Who::Wang).identity()?.grants;
    let held = grants.iter().filter(|grant| !grant.removed).count();
    let next_door = ScopeName::Stairwell(super::cast::NEXT_DOOR.to_owned());
    let doors = day.of(Who::Wang).round_list(&next_door)?.len();
    let over = day.of(Who::Chen).identity()?.grants;
    if over.iter().any(|grant| !grant.removed) {
        return Err(super::broken("Old Chen still holds his building"));
    }
    let call_backs = done.call_backs;
    day.story.para(&both!(
        lang,
        "第二天，老陈要去儿子家住，把3幢交给王阿姨：名册里一条，两人各是各的记录。王阿姨名下现在{held}个身份，3-2的{doors}户也在她手机里；说好还要回访的（{call_backs}户），一户没漏。老陈记过的，还写着老陈。",
        "The next day Old Chen moves to his son's and hands building 3 over to Auntie Wang: one entry in the roster. She holds {held} grants now, the {doors} households of 3-2 are on her phone, and so is every call that was promised at a door (there: {call_backs}). What Old Chen wrote still says Old Chen.",
    ));
    Ok(())
}
