//! The object that `linli import --check --json` prints. Knows its shape (it is a contract), not how a register is read.

use linli_core::spreadsheet::RegisterTable;
use serde_json::{Value, json};

/// `{"buildings","stairwells","households","people","problems":[{"sheet","row","column","code","zh","en"}]}`; the counts
/// are of sound rows.
pub(crate) fn check_json(table: &RegisterTable) -> Value {
    let problems: Vec<Value> = table
        .problems
        .iter()
        .map(|problem| {
            let mut object = json!({
                "sheet": problem.sheet,
                "row": problem.row,
                "code": problem.code,
                "zh": problem.zh,
                "en": problem.en,
            });
            if let (Some(column), Some(parts)) = (&problem.column, object.as_object_mut()) {
                parts.insert("column".to_owned(), json!(column));
            }
            object
        })
        .collect();
    json!({
        "buildings": table.counts.buildings,
        "stairwells": table.counts.stairwells,
        "households": table.counts.households,
        "people": table.counts.people,
        "problems": problems,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_core::spreadsheet::read_register_bytes;

    #[test]
    fn the_object_is_the_one_of_the_contract() {
        let text = "幢,单元,室,姓名,电话\n3,1,501,赵一,13800000001\n3,1,502,钱二,12";
        let table = read_register_bytes("名册.csv", text.as_bytes()).expect("a register");
        let object = check_json(&table);
        let problem = &object["problems"][0];
        assert_eq!(
            (
                &object["buildings"],
                &object["households"],
                &object["people"]
            ),
            (&json!(1), &json!(1), &json!(1))
        );
        assert_eq!(
            (
                &problem["sheet"],
                &problem["row"],
                &problem["column"],
                &problem["code"]
            ),
            (
                &json!("名册.csv"),
                &json!(3),
                &json!("E"),
                &json!("phone_invalid")
            )
        );
        let keys: Vec<&String> = object.as_object().expect("an object").keys().collect();
        assert_eq!(
            keys,
            [
                "buildings",
                "households",
                "people",
                "problems",
                "stairwells"
            ]
        );
    }
}
