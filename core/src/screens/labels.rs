//! Fields and their values as people read them: names instead of keys, units that people use instead of those that are counted in.

use super::plan::{FLAGS, QUIET_HOURS};
use crate::domain::Flag;
use crate::workspace::{Said, square_metres};

/// The field of an area, in cm².
const AREA: &str = "area_cm2";

/// The name of a field of the register for people: the office's own columns have the name that it gave them.
pub(super) fn of_register(field: &str) -> Said {
    match field {
        "name" => Said::new("姓名", "name"),
        "phone" => Said::new("电话", "telephone"),
        AREA => Said::new("建筑面积", "area"),
        "note" => Said::new("备注", "note"),
        "usage" => Said::new("用途", "use"),
        "kind" => Said::new("身份", "relation"),
        FLAGS => Said::new("标记", "flags"),
        QUIET_HOURS => Said::new("安静时段", "quiet hours"),
        other => Said::typed(other),
    }
}

/// The name of a field of an agenda for people; one of their own has the name that they gave it.
pub(super) fn of_agenda(field: &str) -> Said {
    match field {
        "title" => Said::new("标题", "title"),
        "time" => Said::new("时间", "time"),
        "place" => Said::new("地点", "place"),
        "chair" => Said::new("主持人", "chair"),
        other => Said::typed(other),
    }
}

/// A value of the register for people. What it holds exactly, whole cm² and the words of vocabularies, stands beside it.
pub(super) fn value_of_register(field: &str, value: &str) -> Said {
    match field {
        AREA => value.parse().map_or_else(
            |_| Said::typed(value),
            |cm2: i64| {
                let metres = square_metres(cm2);
                Said::new(format!("{metres} 平方米"), format!("{metres} m²"))
            },
        ),
        FLAGS => {
            let (flags, all_known) = Flag::list_or_unknown(value);
            if !all_known {
                return Said::typed(value);
            }
            let each = |word: fn(Flag) -> &'static str| {
                let words: Vec<&str> = flags.iter().map(|flag| word(*flag)).collect();
                words
            };
            Said::new(each(Flag::zh).join("、"), each(Flag::en).join("; "))
        }
        _ => Said::typed(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_said_in_square_metres_and_a_mark_in_its_words() {
        let area = value_of_register(AREA, "891200");
        assert_eq!(area, Said::new("89.12 平方米", "89.12 m²"));
        let marks = value_of_register(FLAGS, "dog,not_alone");
        assert_eq!(marks, Said::new("有犬、须两人上门", "dog; never alone"));
        for (field, odd) in [(AREA, "约九十"), (FLAGS, "dog,猫"), ("note", "891200")] {
            assert_eq!(value_of_register(field, odd), Said::typed(odd));
        }
    }
}
