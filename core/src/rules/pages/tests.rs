use super::*;
use serde_json::json;

#[test]
fn words_are_escaped_and_paragraphs_are_kept() {
    let values = json!({ "name": "<script>alert(1)</script>", "text": "一\n\n<b>二</b>" });
    let page = body(
        "<h1>{{ name }}</h1>{{ text | paragraphs }}",
        &values,
        Language::Zh,
    );
    assert_eq!(
        page.as_deref(),
        Ok(
            "<h1>&lt;script&gt;alert(1)&lt;&#x2f;script&gt;</h1><p>一</p>\n<p>&lt;b&gt;二&lt;&#x2f;b&gt;</p>\n"
        )
    );
}

#[test]
fn a_page_speaks_one_language() {
    let said = |language| body("{{ t('公告', 'Notice') }}", &json!({}), language);
    assert_eq!(said(Language::Zh).as_deref(), Ok("公告"));
    assert_eq!(said(Language::En).as_deref(), Ok("Notice"));
}

#[test]
fn a_template_that_does_not_parse_never_ends_or_includes_is_refused() {
    assert!(!is_sound("{% for one in %}"));
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    assert_eq!(body(endless, &json!({}), Language::Zh), Err(Unprintable));
    assert!(!is_sound("{% include 'other' %}"));
}

#[test]
fn a_sheet_lets_nothing_run_and_nothing_load() {
    let html = sheet("a < b", "<p>x</p>", Language::En);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("<title>a &lt; b</title>"));
}

#[test]
fn a_qr_code_is_a_picture_and_too_long_a_text_is_none() {
    let picture = qr("linli:matter/00");
    assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"));
    assert_eq!(qr(&"x".repeat(3_000)), "");
}
