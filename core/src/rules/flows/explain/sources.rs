//! 出处: a clause as a reader of either language reads it. Packs write it once, in Chinese; laws that they cite have an English name here,
//! and one that has none keeps its own.

/// What stands in clauses, longer before what it holds, and what English says for it.
const ENGLISH: [(&str, &str); 14] = [
    (
        "高层民用建筑消防安全管理规定",
        "Fire Safety Rules for High-rise Buildings",
    ),
    (
        "湖州市物业管理条例",
        "Huzhou Property Management Regulation",
    ),
    ("湖州市电梯安全条例", "Huzhou Lift Safety Regulation"),
    (
        "杭州市二次供水管理",
        "Hangzhou Secondary Water Supply Regulation",
    ),
    ("浙江省消防条例", "Zhejiang Fire Regulation"),
    ("物业管理条例", "Property Management Regulation"),
    ("个人信息保护法", "Personal Information Protection Law"),
    ("人民调解法", "People's Mediation Law"),
    ("司法解释", "Judicial Interpretation"),
    ("民法典", "Civil Code"),
    ("（可比城市）", " (a comparable city)"),
    ("（推测）", " (inferred)"),
    ("附录", "annex"),
    ("；", "; "),
];

/// A clause for a reader of English.
#[must_use]
pub fn in_english(clause: &str) -> String {
    let mut en = clause.to_owned();
    for (zh, word) in ENGLISH {
        en = en.replace(zh, word);
    }
    en.trim().to_owned()
}

/// A clause in brackets in both languages.
pub(super) fn cited(clause: &str) -> [String; 2] {
    [
        format!("（{clause}）"),
        format!(" ({})", in_english(clause)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_of_our_packs_is_cited_in_english() {
        for pack in crate::rules::flows::packs::all() {
            for flow in &pack.flows {
                let steps = flow.steps.iter().filter_map(|step| step.clause.as_ref());
                for clause in steps.chain(&flow.clause) {
                    let [_, en] = cited(clause);
                    let is_latin = |letter: char| letter.is_ascii() || letter == '–';
                    assert!(en.chars().all(is_latin), "{en}");
                }
            }
        }
        assert_eq!(
            cited("湖州市物业管理条例 16")[1],
            " (Huzhou Property Management Regulation 16)"
        );
        assert_eq!(
            cited("5.2（推测）"),
            ["（5.2（推测））", " (5.2 (inferred))"]
        );
    }
}
