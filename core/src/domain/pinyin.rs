//! 拼音: what somebody types who looks for a name by its sound: the syllables without tones, and their first letters. The readings
//! of characters come from the `pinyin` crate; a surname often has one of its own.

use super::text::is_han;
use pinyin::ToPinyin;

/// Surnames that are read otherwise than their characters usually are.
const SURNAMES: &[(&str, &str)] = &[
    ("万俟", "mo qi"),
    ("尉迟", "yu chi"),
    ("长孙", "zhang sun"),
    ("澹台", "tan tai"),
    ("单于", "chan yu"),
    ("单", "shan"),
    ("解", "xie"),
    ("曾", "zeng"),
    ("仇", "qiu"),
    ("区", "ou"),
    ("查", "zha"),
    ("朴", "piao"),
    ("任", "ren"),
    ("盖", "ge"),
    ("翟", "zhai"),
    ("乐", "yue"),
    ("尉", "wei"),
    ("缪", "miao"),
    ("秘", "bi"),
    ("折", "she"),
    ("种", "chong"),
    ("员", "yun"),
    ("繁", "po"),
    ("召", "shao"),
    ("洗", "xian"),
    ("黑", "he"),
    ("牟", "mu"),
    ("覃", "qin"),
    ("祭", "zhai"),
    ("句", "gou"),
    ("葛", "ge"),
];

/// Longest name that is spelled, in characters: longer texts are no names.
const MOST: usize = 32;

fn syllable(letter: char) -> Option<String> {
    if let Some(sound) = letter.to_pinyin() {
        // As keyboards spell it.
        return Some(sound.plain().replace('ü', "v"));
    }
    letter
        .is_ascii_alphanumeric()
        .then(|| letter.to_ascii_lowercase().to_string())
}

/// Syllables of a name run together, and their first letters.
fn joined(syllables: &[String]) -> String {
    let initials: String = syllables
        .iter()
        .filter_map(|sound| sound.chars().next())
        .collect();
    format!("{} {initials}", syllables.concat())
}

/// The spellings by which a name is found: `wangjianguo wjg`; where its surname is read in a way of its own, that way too. `None`
/// for a text without a Chinese character.
#[must_use]
pub fn spellings(name: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().take(MOST + 1).collect();
    if letters.len() > MOST || !letters.iter().any(|letter| is_han(*letter)) {
        return None;
    }
    let usual: Vec<String> = letters.iter().filter_map(|one| syllable(*one)).collect();
    if usual.is_empty() {
        return None;
    }
    let mut all = joined(&usual);
    let own = SURNAMES
        .iter()
        .filter(|(surname, _)| name.starts_with(surname))
        .max_by_key(|(surname, _)| surname.len());
    if let Some((surname, sound)) = own {
        let rest = letters.iter().skip(surname.chars().count());
        let syllables: Vec<String> = sound
            .split(' ')
            .map(str::to_owned)
            .chain(rest.filter_map(|one| syllable(*one)))
            .collect();
        if syllables != usual {
            all.push(' ');
            all.push_str(&joined(&syllables));
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_whole_and_by_first_letters() {
        assert_eq!(spellings("王建国").as_deref(), Some("wangjianguo wjg"));
        assert_eq!(spellings("吕A").as_deref(), Some("lva la"));
        assert_eq!(spellings("John"), None);
        assert_eq!(spellings(""), None);
        assert_eq!(spellings(&"王".repeat(40)), None);
    }

    #[test]
    fn a_surname_of_its_own_reading_is_found_by_either() {
        let found = spellings("单雄信").expect("spelled");
        assert!(found.contains("shanxiongxin sxx"), "{found}");
        assert!(found.contains("danxiongxin dxx"), "{found}");
        let found = spellings("尉迟恭").expect("spelled");
        assert!(found.contains("yuchigong ycg"), "{found}");
        let found = spellings("曾国藩").expect("spelled");
        assert!(found.contains("zengguofan zgf"), "{found}");
    }
}
