//! One request per line in, exactly one answer per line out, flushed. Whatever a line holds, the session goes on.

use super::lines::{self, Line};
use linli_json::codes;
use linli_json::fields::Fields;
use linli_json::request::{self, Answer};
use std::io::{BufRead, Write};

/// Answers every line of `input` on `output`. A line of blanks is no line.
pub(super) fn serve(
    mut input: impl BufRead,
    mut output: impl Write,
    mut perform: impl FnMut(&str, &Fields<'_>) -> Answer,
) -> std::io::Result<()> {
    while let Some(line) = lines::next(&mut input, request::LONGEST)? {
        let answer = match &line {
            Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
            Line::Bytes(bytes) => request::answer(bytes.trim_ascii(), &mut perform),
            Line::TooLong => request::refused(&codes::failure("not_a_request")),
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn run(input: &[u8]) -> Vec<String> {
        let mut output = Vec::new();
        serve(input, &mut output, |name, fields| match name {
            "panic" => panic!("planted"),
            "echo" => Ok(json!({ "text": fields.text("text")? })),
            _ => Err(codes::at_field("unknown_op", "op")),
        })
        .expect("memory does not fail");
        let text = String::from_utf8(output).expect("answers are UTF-8");
        text.lines().map(str::to_owned).collect()
    }

    fn code(line: &str) -> String {
        let value: Value = serde_json::from_str(line).expect("an answer is JSON");
        value["error"]["code"].as_str().unwrap_or("ok").to_owned()
    }

    #[test]
    fn every_line_gets_one_answer_whatever_it_holds() {
        let mut input =
            b"{\"id\":1,\"op\":\"echo\",\"text\":\"a\"}\n\n  \r\n{\n\xff\xfe\n[]\n5\n".to_vec();
        input.extend(std::iter::repeat_n(b'x', 10_000_000));
        input.extend(b"\n{\"id\":2}\n{\"id\":3,\"op\":4}\n{\"id\":4,\"op\":\"panic\"}\n");
        input.extend(b"{\"id\":5,\"op\":\"nobody\"}\n{\"id\":5,\"op\":\"echo\",\"text\":\"b\"}");
        let answers = run(&input);
        let codes: Vec<String> = answers.iter().map(|line| code(line)).collect();
        assert_eq!(
            codes,
            [
                "ok",
                "not_a_request",
                "not_a_request",
                "not_a_request",
                "not_a_request",
                "not_a_request",
                "field_missing",
                "field_type",
                "internal",
                "unknown_op",
                "ok"
            ]
        );
        assert!(answers[1].starts_with("{\"id\":null,"));
        assert!(answers[8].starts_with("{\"id\":4,"));
    }

    #[test]
    fn an_id_of_any_kind_is_echoed_as_it_was_written() {
        for id in [
            "7",
            "null",
            "\"é\\u00e9\"",
            "[1, {\"a\":2.50}]",
            "123456789012345678901234567890",
        ] {
            let line = format!("{{\"op\":\"echo\",\"text\":\"\",\"id\":{id}}}");
            let answers = run(line.as_bytes());
            assert_eq!(
                answers,
                [format!("{{\"id\":{id},\"ok\":{{\"text\":\"\"}}}}")]
            );
        }
    }

    #[test]
    fn deep_nesting_and_lone_surrogates_are_refused() {
        let deep = format!("{{\"id\":1,\"op\":{}", "[".repeat(100_000));
        assert_eq!(code(&run(deep.as_bytes())[0]), "not_a_request");
        assert_eq!(
            code(&run(b"{\"id\":\"\\ud800\",\"op\":\"echo\"}")[0]),
            "not_a_request"
        );
    }
}
