//! Closed lists of reasons: a stable name for programs, and a sentence in both languages for people.

/// An enum of reasons with its names and sentences. Attributes before its name are the enum's own.
macro_rules! reasons {
    ($(#[$of_enum:meta])* $enum:ident { $($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$of_enum])*
        pub enum $enum { $($(#[$doc])* $name,)* }

        impl $enum {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its stable name.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code,)* } }

            /// The sentence in Chinese, without its place.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Self::$name => $zh,)* } }

            /// The sentence in English, without its place.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Self::$name => $en,)* } }
        }
    };
}

pub(super) use reasons;
