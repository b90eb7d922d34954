//! The sheet around a body: A4, margins and sizes of type after GB/T 9704 (公文格式), which offices are used to.

use super::Language;
use minijinja::HtmlEscape;

/// Songti for text and Heiti for titles as Windows, macOS, 麒麟 and Debian have them.
const STYLE: &str = "
@page { size: A4; margin: 25mm 22mm 22mm 25mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 163mm; color: #000; background: #fff;
  font: 12pt/1.7 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,'宋体',serif; }
h1 { font: 700 20pt/1.4 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',SimHei,'黑体',sans-serif;
  text-align: center; margin: 0 0 10mm; }
h2 { font: 700 13pt/1.5 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',SimHei,'黑体',sans-serif; margin: 7mm 0 2mm; }
p { margin: 0 0 2mm; text-align: justify; overflow-wrap: anywhere; }
html:lang(zh) .text p { text-indent: 2em; }
table { width: 100%; border-collapse: collapse; margin: 0 0 5mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.3mm solid #000; padding: 1.2mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 700; background: #eee; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.c, th.c { text-align: center; }
td.blank { height: 10mm; }
th.wide, td.wide { min-width: 28mm; }
th.narrow, td.narrow { width: 1%; white-space: nowrap; }
.small { font-size: 9.5pt; color: #333; }
.tiny { font-size: 7.5pt; line-height: 1.4; color: #333; word-break: break-all; }
.right { text-align: right; }
.centre { text-align: center; }
.sign { margin-top: 12mm; text-align: right; }
.foot { margin-top: 8mm; border-top: 0.3mm solid #000; padding-top: 2mm; display: flex; gap: 5mm; align-items: center; }
.foot svg { width: 28mm; height: 28mm; flex: none; }
@media screen { body { padding: 15mm 0; } }
section.sheet { break-after: page; }
section.sheet:last-child { break-after: auto; }
";

/// A whole HTML file around a body (HTML) under a title (text). Nothing in it runs and nothing is loaded: its policy forbids
/// both, whatever a template holds.
#[must_use]
pub fn sheet(title: &str, body: &str, language: Language) -> String {
    let lang = language.pick("zh-Hans", "en");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        HtmlEscape(title)
    )
}
