//! The pieces of a web page: texts, starts and ends of elements, as the tokenizer of the WHATWG's standard cuts them (html5gum).
//! Scripts, styles, comments and a program's own data are left out; a page that breaks off, or whose quotes swallow cells, says
//! so. Knows no table.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 6] = ["script", "style", "xml", "title", "noscript", "template"];

/// Attributes that are looked at: an element may have any number of others.
const LOOKED_AT: [&str; 7] = [
    "colspan", "rowspan", "x:num", "hidden", "style", "type", "value",
];

/// Longest value of such an attribute.
const VALUE_BYTES: usize = 4_096;

/// Starts and ends of cells and rows, which no attribute's value holds unless its quote is missing.
const CELLS: [&[u8]; 4] = [b"<td", b"</td", b"<tr", b"</tr"];

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text, its entities resolved.
    Text(String),
    /// An element's start: its name and the attributes that are looked at in lower case, with their values.
    Start(String, Vec<(&'static str, String)>),
    /// An element's end.
    End(String),
    /// Something was swallowed: the page ends within an element or a comment, or a value holds cells.
    Broken,
}

/// The pieces of a text, one after the other.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut emitter = CallbackEmitter::new(Cutter::default());
    emitter.naively_switch_states(true);
    // A text that lies in memory is read without fail.
    Tokenizer::new_with_emitter(text, emitter).filter_map(Result::ok)
}

/// What was cut so far.
#[derive(Debug, Default)]
struct Cutter {
    /// The start that is being read.
    start: Option<(String, Vec<(&'static str, String)>)>,
    /// Its attribute that is being read, if it is looked at and has no value yet.
    attribute: Option<&'static str>,
    /// The element whose content is passed over.
    hidden: Option<String>,
}

impl Cutter {
    fn value(&mut self, value: &[u8]) -> Option<Piece> {
        let holds = |cells: &&[u8]| {
            let mut parts = value.windows(cells.len());
            parts.any(|part| part.eq_ignore_ascii_case(cells))
        };
        if value.contains(&b'<') && CELLS.iter().any(holds) {
            return Some(Piece::Broken);
        }
        let name = self.attribute.take()?;
        let (_, attributes) = self.start.as_mut()?;
        let own = attributes.iter_mut().find(|(own, _)| *own == name)?;
        let value = &value[..value.len().min(VALUE_BYTES)];
        own.1 = String::from_utf8_lossy(value).into_owned();
        None
    }

    fn started(&mut self, self_closing: bool) -> Option<Piece> {
        let (name, attributes) = self.start.take()?;
        if self.hidden.is_some() {
            return None;
        }
        if HIDDEN.contains(&name.as_str()) {
            self.hidden = (!self_closing).then_some(name);
            return None;
        }
        Some(Piece::Start(name, attributes))
    }

    fn ended(&mut self, name: &[u8]) -> Option<Piece> {
        self.attribute = None;
        let name = String::from_utf8_lossy(name).into_owned();
        match &self.hidden {
            Some(hidden) if *hidden == name => {
                self.hidden = None;
                None
            }
            Some(_) => None,
            None => Some(Piece::End(name)),
        }
    }
}

impl Callback<Piece, ()> for Cutter {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Piece> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = String::from_utf8_lossy(name).into_owned();
                self.start = Some((name, Vec::new()));
                self.attribute = None;
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = None;
                let (_, attributes) = self.start.as_mut()?;
                let name = LOOKED_AT.into_iter().find(|own| own.as_bytes() == name)?;
                // Of an attribute that is given twice, the first one counts.
                if attributes.iter().all(|(own, _)| *own != name) {
                    attributes.push((name, String::new()));
                    self.attribute = Some(name);
                }
                None
            }
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.started(self_closing),
            CallbackEvent::EndTag { name } => self.ended(name),
            CallbackEvent::String { value } if self.hidden.is_none() => {
                Some(Piece::Text(String::from_utf8_lossy(value).into_owned()))
            }
            CallbackEvent::Error(Error::EofInTag | Error::EofInComment) => Some(Piece::Broken),
            CallbackEvent::String { .. }
            | CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(name: &str, attributes: &[(&'static str, &str)]) -> Piece {
        let own = |(a, b): &(&'static str, &str)| (*a, (*b).to_owned());
        Piece::Start(name.to_owned(), attributes.iter().map(own).collect())
    }

    #[test]
    fn a_page_is_cut_into_its_pieces() {
        let text = "<!DOCTYPE html><?xml version=\"1.0\"?><TD Class='a>b' X:num colspan = 2 colspan=3>1 < 2 &amp; &foo; &#x35;&bull;<br/>\
            <script>if (a</b) '<td>'</script><xml><td>x</td></xml><!-- x > y --></td bgcolor=1>";
        assert_eq!(
            pieces(text).collect::<Vec<_>>(),
            [
                start("td", &[("x:num", ""), ("colspan", "2")]),
                Piece::Text("1 < 2 & &foo; 5•".into()),
                start("br", &[]),
                Piece::End("td".into()),
            ]
        );
    }

    #[test]
    fn what_breaks_off_or_swallows_cells_says_so() {
        for text in [
            "<td",
            "<td a=\"",
            "<!--",
            "<td class=\"x>501</td><td class=\"y\">赵一</td>",
            "<td class=\"x><TR><td class=\"y\">",
        ] {
            assert!(pieces(text).any(|piece| piece == Piece::Broken), "{text}");
        }
        for text in [
            "<",
            "<script>x",
            "&",
            "&#xffffffff;",
            "</",
            "<p title='a<b'>",
        ] {
            assert!(pieces(text).all(|piece| piece != Piece::Broken), "{text}");
        }
    }
}
