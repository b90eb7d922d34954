//! 标记: what a collector should know before he knocks at a door. They are the words of the register's field `flags`, which lies
//! in a body: who does not read the register whole never learns of them, and they can be erased.

use super::shown::shown_words;

shown_words! {
    /// A mark of a household.
    Flag {
        /// An old person who lives alone.
        ElderlyAlone = "elderly_alone", "独居老人", "elderly and alone";
        /// A disabled person.
        Disabled = "disabled", "残疾人", "disabled";
        /// A child who is left without its parents.
        ChildAlone = "child_alone", "留守儿童", "child without its parents";
        /// Somebody is ill for long.
        Illness = "illness", "重病", "long illness";
        /// Nobody is to knock.
        DoNotKnock = "do_not_knock", "请勿敲门", "do not knock";
        /// A dog.
        Dog = "dog", "有犬", "dog";
        /// Not to be visited alone.
        NotAlone = "not_alone", "须两人上门", "never alone";
    }
}

/// Signs between the words of a list.
const BETWEEN: [char; 6] = [',', '，', '、', ';', '；', '/'];

impl Flag {
    /// The register's field that holds them.
    pub const FIELD: &'static str = "flags";

    /// The flag of a tool name, or of its Chinese or English words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|flag| [flag.name(), flag.zh(), flag.en()].contains(&text))
    }

    /// Whether the law asks for a consent of its own before it is written down (PIPL 28, 29 and 31: health, and a child's data).
    #[must_use]
    pub const fn needs_consent(self) -> bool {
        matches!(self, Self::Disabled | Self::ChildAlone | Self::Illness)
    }

    /// Whether the household is to be seen more often.
    #[must_use]
    pub const fn needs_care(self) -> bool {
        matches!(
            self,
            Self::ElderlyAlone | Self::Disabled | Self::ChildAlone | Self::Illness
        )
    }

    /// The flags of a field's text, in order; a word that names none is left out.
    #[must_use]
    pub fn list(text: &str) -> Vec<Self> {
        Self::list_or_unknown(text).0
    }

    /// The flags of a field's text, in order, and whether every word of it names one.
    #[must_use]
    pub fn list_or_unknown(text: &str) -> (Vec<Self>, bool) {
        let mut found: Vec<Self> = Vec::new();
        let mut all_known = true;
        // A space parts words only where it does not stand inside one: “never alone”.
        for part in text.split(BETWEEN).filter(|part| !part.trim().is_empty()) {
            if let Some(flag) = Self::read(part) {
                found.push(flag);
                continue;
            }
            for word in part.split_whitespace() {
                match Self::read(word) {
                    Some(flag) => found.push(flag),
                    None => all_known = false,
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, all_known)
    }

    /// The text of a field that holds these flags.
    #[must_use]
    pub fn text(flags: &[Self]) -> String {
        let names: Vec<&str> = flags.iter().map(|flag| flag.name()).collect();
        names.join(",")
    }
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// Hours in which nobody knocks, in minutes since midnight at UTC+8; they may pass over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// The first quiet minute.
    pub from: u32,
    /// The first minute after.
    pub to: u32,
}

impl QuietHours {
    /// The register's field that holds them.
    pub const FIELD: &'static str = "quiet_hours";

    /// Reads `21:00-08:00`; `None` if it is not that.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = super::text::half_width(text);
        let (from, to) = text.trim().split_once(['-', '~', '至', '到'])?;
        let (from, to) = (minutes(from)?, minutes(to)?);
        (from != to).then_some(Self { from, to })
    }

    /// Whether a minute of the day is quiet.
    #[must_use]
    pub const fn holds(self, minute: u32) -> bool {
        if self.from < self.to {
            self.from <= minute && minute < self.to
        } else {
            self.from <= minute || minute < self.to
        }
    }

    /// Minutes from this one until the hours begin or end, at least 1.
    #[must_use]
    pub fn until_turn(self, minute: u32) -> u32 {
        let to = |at: u32| match (at + DAY - minute % DAY) % DAY {
            0 => DAY,
            wait => wait,
        };
        to(self.from).min(to(self.to))
    }
}

fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let read = |text: &str, most: u32| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| text.parse::<u32>().ok())
            .flatten()
            .filter(|n| *n <= most)
    };
    let minute = read(minute, 59)?;
    match read(hour, 24)? {
        24 if minute > 0 => None,
        hour => Some((hour * 60 + minute) % DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_either_language_and_written_one_way() {
        let (flags, known) = Flag::list_or_unknown("有犬、独居老人, dog");
        assert_eq!(flags, [Flag::ElderlyAlone, Flag::Dog]);
        assert!(known);
        assert_eq!(Flag::text(&flags), "elderly_alone,dog");
        assert!(!Flag::list_or_unknown("猫").1);
        for flag in Flag::ALL {
            assert_eq!(Flag::list(flag.zh()), [*flag]);
            assert_eq!(Flag::list(flag.name()), [*flag]);
            assert_eq!(Flag::list(flag.en()), [*flag]);
        }
    }

    #[test]
    fn quiet_hours_pass_over_midnight_and_say_when_they_turn() {
        let night = QuietHours::parse("21:00－08:00").expect("hours");
        assert_eq!(
            night,
            QuietHours {
                from: 1260,
                to: 480
            }
        );
        assert!(night.holds(1260) && night.holds(0) && night.holds(479));
        assert!(!night.holds(480) && !night.holds(1259));
        assert_eq!(night.until_turn(1200), 60);
        assert_eq!(night.until_turn(1260), 660);
        let noon = QuietHours::parse("12-14:30").expect("hours");
        assert!(noon.holds(720) && !noon.holds(870));
        for wrong in [
            "",
            "21:00",
            "25:00-08:00",
            "21:60-08:00",
            "8-8",
            "a-b",
            "24:30-1",
        ] {
            assert_eq!(QuietHours::parse(wrong), None, "{wrong}");
        }
    }
}
