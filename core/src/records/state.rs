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
    /// Well formed, stored, relayed and shown, but not counted.
    Contested(Contested),
    /// Ill-formed by the grammar: stored as evidence, relayed, never shown as work.
    Invalid(Invalid),
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
        /// The cited roster entry gave no authority for this.
        NotAuthorised = 0, "not_authorised";
        /// A later narrowing removed the authority, and does not pin the record.
        Narrowed = 1, "authority_narrowed";
        /// Its chain is forked at or before it, and no pin holds it.
        Forked = 2, "chain_forked";
        /// An officer left it out for good.
        SetAside = 3, "set_aside";
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

impl State {
    /// Two small numbers, for storage and digests.
    #[must_use]
    pub const fn numbers(self) -> (u8, u8) {
        match self {
            Self::Pending(why) => (0, why as u8),
            Self::Accepted { adopted } => (1, adopted as u8),
            Self::Contested(why) => (2, why as u8),
            Self::Invalid(why) => (3, why as u8),
        }
    }

    /// The state of two stored numbers; an unknown pair reads as pending, which is always safe.
    #[must_use]
    pub fn from_numbers(state: u8, why: u8) -> Self {
        match state {
            1 => Self::Accepted { adopted: why == 1 },
            2 => Contested::from_number(why).map_or(Self::Pending(Pending::Kind), Self::Contested),
            3 => Invalid::from_number(why).map_or(Self::Pending(Pending::Kind), Self::Invalid),
            _ => Self::Pending(Pending::from_number(why).unwrap_or(Pending::Kind)),
        }
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_survives_storage() {
        for state in 0..4 {
            for why in 0..8 {
                let read = State::from_numbers(state, why);
                let (s, w) = read.numbers();
                assert_eq!(State::from_numbers(s, w), read);
            }
        }
        assert_eq!(State::from_numbers(3, 6), State::Invalid(Invalid::Engine));
    }
}
