//! The template language: Jinja as minijinja reads it, closed to everything but the values that it is given.

use super::Language;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, HtmlEscape, UndefinedBehavior};
use serde::Serialize;

/// Steps of the engine that a page may take: the largest, a sign-in sheet of 3,000 doors, takes about 100,000.
const FUEL: u64 = 5_000_000;

/// A template that cannot be printed: it does not parse, or asks for something that is not there, or never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the template cannot be printed")]
pub struct Unprintable;

fn environment(language: Language) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Lenient);
    environment.set_fuel(Some(FUEL));
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.add_function("t", move |zh: String, en: String| match language {
        Language::Zh => zh,
        Language::En => en,
    });
    environment.add_function("qr", |text: String| {
        Value::from_safe_string(super::qr(&text))
    });
    environment.add_filter("paragraphs", paragraphs);
    environment.add_filter("table", table);
    environment
}

/// Lines of a text as paragraphs, each escaped; none of a text that was not given.
fn paragraphs(text: &Value) -> Value {
    let text = if text.is_undefined() || text.is_none() {
        String::new()
    } else {
        text.to_string()
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let html: String = lines
        .map(|line| format!("<p>{}</p>\n", HtmlEscape(line)))
        .collect();
    Value::from_safe_string(html)
}

/// Rows of a form as a table: columns with `title` and `number`, lines of cells with `said` and `number`; nothing of rows that were
/// not given.
fn table(rows: &Value) -> Result<Value, Error> {
    use std::fmt::Write;

    if rows.is_undefined() || rows.is_none() {
        return Ok(Value::from_safe_string(String::new()));
    }

    let class = |cell: &Value| -> Result<&'static str, Error> {
        Ok(if cell.get_attr("number")?.is_true() {
            " class=\"n\""
        } else {
            ""
        })
    };
    let mut html = String::from("<table>\n<thead><tr>");
    for column in rows.get_attr("columns")?.try_iter()? {
        let title = column.get_attr("title")?.to_string();
        let class = class(&column)?;
        let _ = write!(html, "<th{class}>{}</th>", HtmlEscape(&title));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for line in rows.get_attr("lines")?.try_iter()? {
        html.push_str("<tr>");
        for cell in line.try_iter()? {
            let said = cell.get_attr("said")?.to_string();
            let class = class(&cell)?;
            let _ = write!(html, "<td{class}>{}</td>", HtmlEscape(&said));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(Value::from_safe_string(html))
}

/// Whether a template parses.
#[must_use]
pub fn is_sound(template: &str) -> bool {
    environment(Language::Zh)
        .template_from_str(template)
        .is_ok()
}

/// The body of a page: a template over values, HTML.
///
/// # Errors
/// [`Unprintable`].
pub fn body(
    template: &str,
    values: &impl Serialize,
    language: Language,
) -> Result<String, Unprintable> {
    let environment = environment(language);
    let page = environment
        .template_from_str(template)
        .map_err(|_| Unprintable)?;
    page.render(values).map_err(|_| Unprintable)
}
