//! States of a stored record. They are decided in `admission`, by every receiver alike; here are only the words.

/// State of a verified record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Verified, but something it needs is not here yet; stored and relayed.
    Pending(Pending),
    /// It counts. `adopted` if an officer made contested work count.
    Accepted {
        /// Through a decision of an officer.
        adopted: bool,
    },
    /// The cited entry gave the authority, and something later speaks against it: perhaps honest. Stored, relayed and
    /// shown, not counted.
    Contested(Contested),
    /// Ill-formed by the grammar, or what the API itself would refuse: kept as evidence, never shown as work.
    Invalid(Invalid),
    /// The cited entry never gave the authority: kept as evidence within a budget, never merged, projected or counted.
    Unauthorised(Unauthorised),
    /// An officer left it out for good: without effect anywhere.
    SetAside(SetAside),
}

macro_rules! reasons {
    ($(#[$outer:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $type { $($(#[$doc])* $name = $code,)* }

        impl $type {
            /// A stable code.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            fn from_number(number: u8) -> Option<Self> {
                match number { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

reasons! {
    /// The thing that a pending record waits for.
    Pending {
        /// The roster entry that it cites.
        Roster = 0, "roster_missing";
        /// A record before it in its chain.
        Gap = 1, "chain_gap";
        /// A change that its own builds on.
        Dependency = 2, "dependency_missing";
        /// A version that knows its kind.
        Kind = 3, "kind_unknown";
        /// The registrar, who has not yet entered its device.
        Device = 4, "device_not_entered";
        /// Its chunk, which this reader may not see.
        Withheld = 5, "withheld";
    }
}

reasons! {
    /// The reason why a record is contested.
    Contested {
        /// A later narrowing removed the authority, and does not pin the record.
        Narrowed = 1, "authority_narrowed";
        /// Its chain is forked at or before it, and no pin holds it.
        Forked = 2, "chain_forked";
    }
}

reasons! {
    /// Why a record is unauthorised.
    Unauthorised {
        /// The cited roster entry gave no authority for this.
        Never = 0, "not_authorised";
    }
}

reasons! {
    /// What a record was before an officer set it aside.
    SetAside {
        /// Contested, or adopted by another officer: others' work may stand on it.
        Contested = 0, "set_aside";
        /// Never authorised, and never adopted.
        Unauthorised = 1, "set_aside_unauthorised";
    }
}

reasons! {
    /// The reason why a record is invalid.
    Invalid {
        /// It cites an older roster entry than the record before it.
        RosterFell = 0, "roster_index_fell";
        /// Its seq is not the one after that of the record before it.
        Sequence = 1, "chain_sequence";
        /// Its document's id does not follow from its subject.
        Document = 2, "document_mismatch";
        /// Its change is not of the shape that its kind allows.
        Grammar = 3, "grammar";
        /// Its entry is malformed.
        Entry = 4, "entry_malformed";
        /// Its chain belongs to another device.
        Chain = 5, "chain_of_another_device";
        /// The document engine refused it or panicked on it.
        Engine = 6, "engine_refused";
        /// It claims a household's slip without that household's signature: judged as unauthorised.
        Slip = 7, "slip_unsigned";
    }
}

/// Stored numbers of the states. They stand in files and digests and are never reused.
mod code {
    pub(super) const PENDING: u8 = 0;
    pub(super) const ACCEPTED: u8 = 1;
    pub(super) const CONTESTED: u8 = 2;
    pub(super) const INVALID: u8 = 3;
    pub(super) const UNAUTHORISED: u8 = 4;
    pub(super) const SET_ASIDE: u8 = 5;
}

impl State {
    /// Two small numbers, for storage and digests.
    #[must_use]
    pub const fn numbers(self) -> (u8, u8) {
        match self {
            Self::Pending(why) => (code::PENDING, why as u8),
            Self::Accepted { adopted } => (code::ACCEPTED, adopted as u8),
            Self::Contested(why) => (code::CONTESTED, why as u8),
            Self::Invalid(why) => (code::INVALID, why as u8),
            Self::Unauthorised(why) => (code::UNAUTHORISED, why as u8),
            Self::SetAside(was) => (code::SET_ASIDE, was as u8),
        }
    }

    /// The state of two stored numbers; an unknown pair reads as pending, which is always safe.
    #[must_use]
    pub fn from_numbers(state: u8, why: u8) -> Self {
        let known = match state {
            code::PENDING => Pending::from_number(why).map(Self::Pending),
            code::ACCEPTED => Some(Self::Accepted { adopted: why == 1 }),
            code::CONTESTED => Contested::from_number(why).map(Self::Contested),
            code::INVALID => Invalid::from_number(why).map(Self::Invalid),
            code::UNAUTHORISED => Unauthorised::from_number(why).map(Self::Unauthorised),
            code::SET_ASIDE => SetAside::from_number(why).map(Self::SetAside),
            _ => None,
        };
        known.unwrap_or(Self::Pending(Pending::Kind))
    }

    /// Whether its chain leads to it from the chain's start: what is not linked hangs in the air and leads to nothing.
    #[must_use]
    pub const fn is_linked(self) -> bool {
        !matches!(
            self,
            Self::Pending(Pending::Gap) | Self::Invalid(Invalid::Chain | Invalid::Sequence)
        )
    }

    /// Whether it is kept as evidence alone: whole for offices, for others at most a header that links a chain.
    #[must_use]
    pub const fn is_evidence(self) -> bool {
        matches!(
            self,
            Self::Invalid(_) | Self::Unauthorised(_) | Self::SetAside(SetAside::Unauthorised)
        )
    }

    /// Whether the cited entry gave the authority, though the record does not count.
    #[must_use]
    pub const fn is_perhaps_honest(self) -> bool {
        matches!(
            self,
            Self::Contested(_) | Self::SetAside(SetAside::Contested)
        )
    }

    /// Whether others' text may stand on a change of this state: it is part of the document, though what was set aside
    /// is not shown.
    #[must_use]
    pub const fn bears_text(self) -> bool {
        matches!(
            self,
            Self::Accepted { .. } | Self::Contested(_) | Self::SetAside(SetAside::Contested)
        )
    }

    /// Whether it counts.
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted { .. })
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending(_) => "pending",
            Self::Accepted { .. } => "accepted",
            Self::Contested(_) => "contested",
            Self::Invalid(_) => "invalid",
            Self::Unauthorised(_) => "unauthorised",
            Self::SetAside(_) => "set_aside",
        }
    }

    /// The code of the reason; `adopted` or nothing for accepted ones.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Pending(why) => why.code(),
            Self::Accepted { adopted: true } => "adopted",
            Self::Accepted { adopted: false } => "",
            Self::Contested(why) => why.code(),
            Self::Invalid(why) => why.code(),
            Self::Unauthorised(why) => why.code(),
            Self::SetAside(was) => was.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_survives_storage() {
        for state in 0..8 {
            for why in 0..8 {
                let read = State::from_numbers(state, why);
                let (s, w) = read.numbers();
                assert_eq!(State::from_numbers(s, w), read);
            }
        }
        assert_eq!(State::from_numbers(3, 6), State::Invalid(Invalid::Engine));
    }

    #[test]
    fn the_numbers_of_stored_states_stay_what_they_are() {
        let all = [
            (State::Pending(Pending::Roster), (0, 0)),
            (State::Pending(Pending::Withheld), (0, 5)),
            (State::Accepted { adopted: false }, (1, 0)),
            (State::Contested(Contested::Narrowed), (2, 1)),
            (State::Contested(Contested::Forked), (2, 2)),
            (State::Invalid(Invalid::RosterFell), (3, 0)),
            (State::Unauthorised(Unauthorised::Never), (4, 0)),
            (State::SetAside(SetAside::Contested), (5, 0)),
            (State::SetAside(SetAside::Unauthorised), (5, 1)),
        ];
        for (state, numbers) in all {
            assert_eq!(state.numbers(), numbers);
            assert_eq!(State::from_numbers(numbers.0, numbers.1), state);
        }
    }
}
