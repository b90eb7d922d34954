//! Values of cells: a name, what a person is, a floor area. Tidies; says so when it cannot.

use super::grid::{Value, number_text};
use super::phone;
use crate::domain::text::{half_width, is_han, without_spaces};
use crate::domain::vocabulary::PersonKind;

/// Square centimetres of a square metre.
const CM2: f64 = 10_000.0;

/// Fault of a floor area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaFault {
    /// It is no number.
    NotANumber,
    /// It is below nothing.
    Negative,
    /// No dwelling is that small or large.
    OutOfRange,
}

/// Is the cell a dash or the like that says "nothing"?
pub(super) fn is_blank(text: &str) -> bool {
    half_width(text)
        .chars()
        .all(|c| c.is_whitespace() || "-/\\_.—'".contains(c))
}

/// A floor area in cm²; `None` if the cell is empty.
pub(super) fn area(value: &Value, is_dwelling: bool) -> Result<Option<u64>, AreaFault> {
    let square_metres = match value {
        Value::Number(number) => *number,
        Value::Text(text) if is_blank(text) => return Ok(None),
        Value::Text(text) => area_text(text).ok_or(AreaFault::NotANumber)?,
    };
    if !square_metres.is_finite() {
        return Err(AreaFault::NotANumber);
    }
    if square_metres < 0.0 {
        return Err(AreaFault::Negative);
    }
    if is_dwelling && !(5.0..=2_000.0).contains(&square_metres) || square_metres > 1e7 {
        return Err(AreaFault::OutOfRange);
    }
    let cm2 = (square_metres * CM2).round();
    // At most 1e11 here, so the cast is exact.
    Ok(Some(cm2 as u64))
}

fn area_text(text: &str) -> Option<f64> {
    let text = without_spaces(&half_width(text)).to_lowercase();
    let mut bare = text.as_str();
    for unit in ["平方米", "平方", "平米", "㎡", "m²", "m2", "平"] {
        bare = bare.strip_suffix(unit).unwrap_or(bare);
    }
    let digits = bare.strip_prefix('-').unwrap_or(bare);
    // A thousands comma only where it can be one: 1,234.5.
    let parts: Vec<&str> = digits.split(',').collect();
    let grouped = parts.len() > 1
        && (1..=3).contains(&parts[0].len())
        && parts[1..]
            .iter()
            .all(|part| part.split('.').next().is_some_and(|p| p.len() == 3));
    let digits = if grouped {
        bare.replace(',', "")
    } else {
        bare.to_owned()
    };
    let plain = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain.then(|| digits.parse().ok()).flatten()
}

/// An area as exports write it: square metres, as many digits as needed.
pub(super) fn area_as_text(cm2: u64) -> String {
    let (whole, fraction) = (cm2 / 10_000, cm2 % 10_000);
    if fraction == 0 {
        return whole.to_string();
    }
    let fraction = format!("{fraction:04}");
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

/// The telephone numbers of a cell; `None` if something in it is none.
pub(super) fn phones(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Text(text) => phone::phones(text),
        Value::Number(number) => {
            let digits = number_text(*number);
            phone::phones(&digits)
                .or_else(|| phone::landline_of_number(&digits).map(|phone| vec![phone]))
        }
    }
}

/// A person's name, and what a bracket beside it says of the person.
pub(super) fn name(value: &Value) -> (Option<String>, Option<PersonKind>) {
    let text = half_width(&value.text());
    let mut text = text.trim();
    let mut found = None;
    if let Some((before, bracket)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        found = kind(bracket);
        if found.is_some() {
            text = before.trim();
        }
    }
    let name = if text.chars().any(is_han) && !text.chars().any(|c| c.is_ascii_alphabetic()) {
        without_spaces(text)
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    const NOBODY: [&str; 12] = [
        "空置",
        "空房",
        "空",
        "无",
        "未知",
        "不详",
        "未出售",
        "待售",
        "空关",
        "无人",
        "未入住",
        "空户",
    ];
    let nobody = is_blank(&name) || NOBODY.contains(&name.as_str()) || name.starts_with('#');
    ((!nobody).then_some(name), found)
}

/// Relation of a person to the household, if the words say it.
pub(super) fn kind(text: &str) -> Option<PersonKind> {
    let text = without_spaces(&half_width(text)).to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if holds(&["出租", "空置", "空关", "是", "否"]) && !holds(&["业主"]) {
        None
    } else if holds(&["租", "tenant"]) {
        Some(PersonKind::Tenant)
    } else if holds(&[
        "业主", "产权", "房主", "户主", "房东", "自住", "本人", "owner",
    ]) {
        Some(PersonKind::Owner)
    } else if holds(&[
        "居住", "住户", "常住", "同住", "家属", "家人", "亲属", "父", "母", "儿", "女", "子",
        "配偶", "夫", "妻", "借住", "resident",
    ]) {
        Some(PersonKind::Resident)
    } else {
        None
    }
}

/// Does the word for a kind say nothing more than the kind?
pub(super) fn is_plain_kind(text: &str) -> bool {
    let text = without_spaces(&half_width(text)).to_lowercase();
    [
        "业主",
        "租客",
        "租户",
        "居住人",
        "住户",
        "承租人",
        "房主",
        "产权人",
        "户主",
        "owner",
        "tenant",
        "resident",
        "家属",
        "家人",
    ]
    .contains(&text.as_str())
}

/// Is it a home, by what the register says of it?
pub(super) fn is_dwelling(usage: &str) -> bool {
    ![
        "商",
        "铺",
        "车位",
        "车库",
        "储",
        "办公",
        "仓",
        "门面",
        "店",
        "物业用房",
        "自行车",
        "地下室",
    ]
    .iter()
    .any(|word| usage.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Option<u64>, AreaFault> {
        area(&Value::Text(text.into()), true)
    }

    #[test]
    fn areas_are_whole_square_centimetres() {
        for (text, cm2) in [
            ("89.12", 891_200),
            ("８９．１２㎡", 891_200),
            ("89.12 平方米", 891_200),
            ("89", 890_000),
            ("1,234.5m2", 12_345_000),
            ("5", 50_000),
            ("2000", 20_000_000),
        ] {
            assert_eq!(of(text), Ok(Some(cm2)), "{text}");
        }
        assert_eq!(
            area(&Value::Number(89.119_999_999_999_99), true),
            Ok(Some(891_200))
        );
        assert_eq!(of(" "), Ok(None));
        assert_eq!(area_as_text(891_200), "89.12");
        assert_eq!(area_as_text(890_000), "89");
    }

    #[test]
    fn areas_that_no_dwelling_has_are_told() {
        assert_eq!(of("约90"), Err(AreaFault::NotANumber));
        assert_eq!(of("89,12"), Err(AreaFault::NotANumber));
        assert_eq!(of("inf"), Err(AreaFault::NotANumber));
        assert_eq!(of("-89"), Err(AreaFault::Negative));
        assert_eq!(of("4.99"), Err(AreaFault::OutOfRange));
        assert_eq!(of("2000.01"), Err(AreaFault::OutOfRange));
        assert_eq!(area(&Value::Number(3_000.0), false), Ok(Some(30_000_000)));
    }

    #[test]
    fn names_are_tidied_and_nobody_is_nobody() {
        let of = |text: &str| name(&Value::Text(text.into()));
        assert_eq!(of(" 张　三 "), (Some("张三".into()), None));
        assert_eq!(
            of("李四（租客）"),
            (Some("李四".into()), Some(PersonKind::Tenant))
        );
        assert_eq!(of("Anna  Li"), (Some("Anna Li".into()), None));
        assert_eq!(of("空置"), (None, None));
        assert_eq!(of("-"), (None, None));
    }

    #[test]
    fn owner_resident_and_tenant_are_kept_apart() {
        for (text, kind_) in [
            ("业主", Some(PersonKind::Owner)),
            ("自住", Some(PersonKind::Owner)),
            ("租户", Some(PersonKind::Tenant)),
            ("租住", Some(PersonKind::Tenant)),
            ("出租", None),
            ("家属", Some(PersonKind::Resident)),
            ("空置", None),
        ] {
            assert_eq!(kind(text), kind_, "{text}");
        }
    }
}
