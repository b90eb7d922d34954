//! Values of cells: a floor area, telephone numbers, the many words for nothing. Tidies; says so when it cannot.

use super::grid::{Value, number_text};
use super::phone;
use crate::domain::text::{half_width, tidy, without_spaces};

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
        Value::Text(text) if is_nothing(text) => return Ok(None),
        Value::Text(text) => area_text(text).ok_or(AreaFault::NotANumber)?,
        Value::Date(_) => return Err(AreaFault::NotANumber),
        Value::Uncomputed => return Ok(None),
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
        Value::Text(text) if is_nothing(text) || text.trim() == "0" => Some(Vec::new()),
        Value::Text(text) => phone::phones(text),
        Value::Date(_) => None,
        Value::Uncomputed => Some(Vec::new()),
        Value::Number(number) if *number == 0.0 => Some(Vec::new()),
        Value::Number(number) => {
            let digits = number_text(*number);
            phone::phones(&digits)
                .or_else(|| phone::landline_of_number(&digits).map(|phone| vec![phone]))
        }
    }
}

/// What programs show where a formula has failed. `#N/A` is not among them: a look-up that found nothing says nothing.
const FAILED: [&str; 12] = [
    "#REF!", "#VALUE!", "#NAME?", "#NAME", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#FIELD!", "Err:502", "Err:508",
];

/// Is the cell a formula without its result, or what programs show in the place of one that failed?
pub(super) fn is_uncomputed(value: &Value) -> bool {
    match value {
        Value::Uncomputed => true,
        Value::Text(text) => FAILED.contains(&text.trim()),
        Value::Number(_) | Value::Date(_) => false,
    }
}

/// Words for nobody and nothing known, and the blanks of data bases.
const NOTHING: [&str; 70] = [
    "<null>",
    "[null]",
    "无人居住",
    "未知姓名",
    "暂无电话",
    "无电话",
    "无手机",
    "空置房",
    "暂空",
    "暂缺",
    "缺",
    "待查",
    "无姓名",
    "姓名不详",
    "户主不详",
    "业主不详",
    "不知道",
    "拒绝提供",
    "保密",
    "(无人)",
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
    "暂无",
    "未登记",
    "未填",
    "未填写",
    "未提供",
    "未采集",
    "待补",
    "待补充",
    "待定",
    "待核实",
    "待登记",
    "没有",
    "不明",
    "不清楚",
    "不清",
    "未售",
    "无业主",
    "无住户",
    "null",
    "(null)",
    "none",
    "n/a",
    "na",
    "nil",
    "nan",
    "\\n",
    "undefined",
    "unknown",
    "empty",
    "(空)",
    "(无)",
    "(空白)",
    "?",
    "??",
    "???",
    "x",
    "×",
    "√",
];

/// Words that stand in the place of a name where nobody was met or nobody lives. Elsewhere they say something.
const NOBODY: [&str; 75] = [
    "空房子",
    "空屋",
    "闲置",
    "闲置房",
    "未知业主",
    "暂时无人",
    "没有人住",
    "房子空着",
    "空着",
    "长期不住",
    "长期空置",
    "无此人",
    "未住人",
    "毛坯",
    "毛坯房",
    "装修中",
    "待装修",
    "在外地",
    "已搬",
    "已搬家",
    "n.a.",
    "未出租",
    "未交房",
    "未交付",
    "未领房",
    "未装修",
    "未居住",
    "没人",
    "没人住",
    "没人居住",
    "无人住",
    "没住人",
    "不在家",
    "家中无人",
    "敲门无人",
    "敲门无应答",
    "无人应答",
    "外出",
    "常年外出",
    "长期外出",
    "锁门",
    "闭户",
    "无法联系",
    "联系不上",
    "未联系上",
    "出租",
    "出租中",
    "待租",
    "已搬离",
    "已搬走",
    "搬走",
    "拒绝",
    "拒访",
    "拒绝登记",
    "不愿提供",
    "不愿透露",
    "不便透露",
    "不配合",
    "无资料",
    "无信息",
    "无登记",
    "无数据",
    "...",
    "…",
    "……",
    "xx",
    "xxx",
    "xxxx",
    "*",
    "**",
    "***",
    "房屋空置",
    "空置中",
    "暂时空置",
    "无人入住",
];

/// Does the text say nothing, or that nothing is known?
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > 10 {
        return false;
    }
    let plain = without_spaces(&tidy(text)).to_lowercase();
    let plain = within_brackets(&plain);
    is_blank(plain) || NOTHING.contains(&plain) || plain.starts_with('#') && plain != "#"
}

/// Does the text stand where a name would, and name nobody?
pub(super) fn is_nobody(text: &str) -> bool {
    let plain = without_spaces(&tidy(text)).to_lowercase();
    is_nothing(text) || NOBODY.contains(&within_brackets(&plain))
}

/// （空置） says what 空置 says.
fn within_brackets(text: &str) -> &str {
    [('(', ')'), ('【', '】'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(text)
}

/// Is it a mark that says: as above?
pub(super) fn is_ditto(text: &str) -> bool {
    const MARKS: [&str; 21] = [
        "同上",
        "同上户",
        "同前户",
        "同上一户",
        "同上一行",
        "同前",
        "同上行",
        "如上",
        "〃",
        "″",
        "〞",
        "〝",
        "\"",
        "\"\"",
        "''",
        "“",
        "”",
        "“”",
        "ditto",
        "do.",
        "↑",
    ];
    let text = text.trim();
    if text.is_empty() || text.len() > 12 {
        return false;
    }
    MARKS.contains(&text.to_lowercase().as_str())
        || text.chars().all(|c| matches!(c, '〃' | '″' | '〞' | '"'))
}

/// Has the number lost digits? A spreadsheet keeps fifteen.
pub(super) fn has_lost_digits(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.abs() >= 1e15,
        Value::Date(_) | Value::Uncomputed => false,
        Value::Text(text) => {
            let text = without_spaces(&tidy(text)).to_lowercase();
            let Some((mantissa, exponent)) = text.split_once('e') else {
                return false;
            };
            let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
            let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
            let (plus, exponent) = match exponent.strip_prefix('+') {
                Some(rest) => (true, rest),
                None => (false, exponent),
            };
            let is_number = is_digits(whole)
                && whole.len() == 1
                && (fraction.is_empty() || is_digits(fraction))
                && is_digits(exponent)
                // 3E5 may be a label as well; a program writes its numbers with a sign.
                && (plus || text.contains('.'));
            // 3.30E+17 has three digits left of eighteen.
            is_number
                && exponent
                    .parse::<usize>()
                    .is_ok_and(|e| e >= 5 && fraction.len() < e)
        }
    }
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
    fn blanks_dittos_and_lost_digits_are_known() {
        for text in [
            "",
            "-",
            "NULL",
            "null",
            "N/A",
            "None",
            "暂无",
            "未登记",
            " 不详 ",
            "（空）",
            "#N/A",
            "——",
        ] {
            assert!(is_nothing(text), "{text}");
        }
        for text in ["张三", "0", "无锡", "N", "#"] {
            assert!(!is_nothing(text), "{text}");
        }
        for text in ["同上", "〃", "\"", "〃〃", "Ditto"] {
            assert!(is_ditto(text), "{text}");
        }
        for (value, lost) in [
            (Value::Text("3.30E+17".into()), true),
            (Value::Text("3.30000E+17".into()), true),
            (Value::Text("3.3e17".into()), true),
            (Value::Text("1.3812345678E+10".into()), false),
            (Value::Text("330000199001010000".into()), false),
            (Value::Text("3E5".into()), false),
            (Value::Text("B1E2".into()), false),
            (Value::Number(3.300_001_990_010_113e17), true),
            (Value::Number(13_812_345_678.0), false),
        ] {
            assert_eq!(has_lost_digits(&value), lost, "{value:?}");
        }
    }
}
