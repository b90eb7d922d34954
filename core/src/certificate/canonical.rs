//! Canonical bytes of JSON: what two programs hash alike.

use serde_json::Value;

/// The canonical bytes: UTF-8, keys sorted by their bytes, no white space, whole numbers only, of texts only `"`, `\` and
/// what lies below U+0020 escaped, the short way where there is one. None where a number is not whole.
#[must_use]
pub fn canonical(value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    write(value, &mut out)?;
    Some(out)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Option<()> {
    match value {
        Value::Number(number) if !(number.is_u64() || number.is_i64()) => return None,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.extend(serde_json::to_vec(value).ok()?);
        }
        Value::Array(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            out.push(b'{');
            for (n, key) in keys.into_iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                out.extend(serde_json::to_vec(key).ok()?);
                out.push(b':');
                write(map.get(key)?, out)?;
            }
            out.push(b'}');
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bytes_do_not_depend_on_the_order_of_keys_and_a_fraction_has_none() {
        let value =
            json!({"b": [1, -2, null, true], "a": "楼\u{1}\n\"\\/\u{7f}", "é": {}, "z": []});
        let bytes = canonical(&value).expect("whole numbers");
        let text = String::from_utf8(bytes).expect("text");
        let expected =
            "{\"a\":\"楼\\u0001\\n\\\"\\\\/\u{7f}\",\"b\":[1,-2,null,true],\"z\":[],\"é\":{}}";
        assert_eq!(text, expected);
        assert_eq!(canonical(&json!([1.5])), None);
    }
}
