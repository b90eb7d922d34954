//! 工作证: the card that a worker shows at a door, and what a phone says of one that it sees.

use crate::domain::{CardState, Code, CommunityId, DeviceId, MemberId, Role, Timestamp};
use crate::roster::{Card, CardRefused, GrantScope};
use crate::rules::flows::Instant;
use crate::rules::pages::Language;
use crate::workspace::{Error, Said, Workspace, place_ref};

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardView {
    /// The community: on every posted notice stands its number.
    pub community: CommunityId,
    /// Its name.
    pub community_name: String,
    /// The worker.
    pub member: MemberId,
    /// His name for people; where his own phone does not have it, his role and number.
    pub name: Said,
    /// As what he comes.
    pub role: Role,
    /// Where he works, for people, with the compound: 月亮湾3幢1单元.
    pub place: Said,
    /// The number by which residents ask the community about him.
    pub number: String,
    /// The device that signed it.
    pub device: DeviceId,
    /// The first moment at which it is good.
    pub since: Timestamp,
    /// The last one.
    pub until: Timestamp,
    /// Whether it carries the entries that show who he is: if so, it is checked with the community's number alone.
    pub stands_alone: bool,
}

/// One's own card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMade {
    /// What it says.
    pub card: CardView,
    /// The text of its code, lines for whoever only reads them first.
    pub text: String,
}

/// A card that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedCard {
    /// What can be said of it.
    pub state: CardState,
    /// What it says: believe it of [`CardState::Genuine`], and of [`CardState::Proven`] but for the place.
    pub card: CardView,
}

impl CardView {
    fn of(card: &Card) -> Self {
        let (role, number) = (card.role(), card.number());
        Self {
            community: card.community(),
            community_name: card.community_name().to_owned(),
            member: card.member(),
            name: card.name().map_or_else(
                || {
                    Said::new(
                        format!("{} {number}", role.zh()),
                        format!("{} {number}", role.en()),
                    )
                },
                Said::typed,
            ),
            role,
            place: place(card),
            number,
            device: card.device(),
            since: card.from(),
            until: card.until(),
            stands_alone: card.stands_alone(),
        }
    }
}

/// The place, with its compound: whoever reads a card may be from elsewhere. A grid's name says itself.
fn place(card: &Card) -> Said {
    match (card.place(), card.scope()) {
        (None, _) => place_ref::whole(),
        (Some(name), GrantScope::Grid(_)) => Said::typed(name),
        (Some(path), GrantScope::Place(_)) => place_ref::of_path(path),
    }
}

impl CheckedCard {
    /// What can be said of a card's text without any store. `community` is the number on the notice board; without it the
    /// answer is of whichever community the card names.
    ///
    /// # Errors
    /// `card_malformed`, `field_id` (of `community`).
    pub fn alone(text: &str, community: Option<&str>, now: Timestamp) -> Result<Self, Error> {
        let (card, community) = (read(text)?, asked(community)?);
        Ok(Self {
            state: card.judge(community, None, now),
            card: CardView::of(&card),
        })
    }
}

impl Workspace {
    /// One's own card, good from now to the end of the day (of +08:00), under a role that one holds, or the first one.
    ///
    /// # Errors
    /// `not_enrolled`, `device_revoked`, `grant_none` (of `role`).
    pub fn card(&self, role: Option<Role>, language: Language) -> Result<CardMade, Error> {
        let (roster, now) = (self.roster()?, self.now());
        let midnight = Instant::end_of(Instant(now.0).day());
        let until = Timestamp(midnight.0.saturating_sub(1000));
        let keys = &self.lock().keys;
        let card = roster
            .card(keys, role, now, until)
            .map_err(|refused| match refused {
                CardRefused::NoRole => Error::field("role", Code::GrantNone),
                _ if roster.device(keys.device()).is_some() => Error::state(Code::DeviceRevoked),
                _ => Error::state(Code::NotEnrolled),
            })?;
        Ok(CardMade {
            text: card.to_text(language),
            card: CardView::of(&card),
        })
    }

    /// What can be said of a card: by this store's roster, or, where it has joined nothing, or `community` (the number on a
    /// notice board) is another one, by the entries that the card carries.
    ///
    /// # Errors
    /// `card_malformed`, `field_id` (of `community`); [`Error::Store`].
    pub fn check_card(&self, text: &str, community: Option<&str>) -> Result<CheckedCard, Error> {
        let (card, community) = (read(text)?, asked(community)?);
        let roster = self.shown.roster();
        Ok(CheckedCard {
            state: card.judge(community, roster.as_deref(), self.now()),
            card: CardView::of(&card),
        })
    }
}

fn read(text: &str) -> Result<Card, Error> {
    Card::read(text).map_err(|_| Error::field("text", Code::CardMalformed))
}

/// A community's number as people type it off a notice: in groups, in either case.
fn asked(community: Option<&str>) -> Result<Option<CommunityId>, Error> {
    let Some(typed) = community else {
        return Ok(None);
    };
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let id = digits.parse();
    id.map(Some)
        .map_err(|_| Error::field("community", Code::FieldId))
}
