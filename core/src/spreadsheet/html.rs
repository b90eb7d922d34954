//! The pieces of a web page: texts, starts and ends of elements. As browsers cut them, but for what no table of a register
//! needs; scripts, styles, comments and a program's own data are left out. Knows no table.

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 7] = [
    "script", "style", "xml", "title", "noscript", "template", "o:p",
];

/// Attributes of an element that are looked at, at most.
const ATTRIBUTES: usize = 64;

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text, its entities resolved.
    Text(String),
    /// An element's start: its name and attributes in lower case, with their values.
    Start(String, Vec<(String, String)>),
    /// An element's end.
    End(String),
}

/// The pieces of a text, one after the other.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Passes over what stands before the end of an element.
    fn pass(&mut self, name: &str) {
        let mut rest = self.rest;
        while let Some(at) = rest.find("</") {
            let after = &rest[at + 2..];
            let own = after.get(..name.len());
            if own.is_some_and(|own| own.eq_ignore_ascii_case(name)) {
                self.rest = &rest[at..];
                return;
            }
            rest = after;
        }
        self.rest = "";
    }

    fn element(&mut self, inside: &str) -> Option<Piece> {
        if let Some(name) = inside.strip_prefix('/') {
            return Some(Piece::End(name_of(name).to_ascii_lowercase()));
        }
        let name = name_of(inside).to_ascii_lowercase();
        if HIDDEN.contains(&name.as_str()) {
            if !inside.ends_with('/') {
                self.pass(&name);
            }
            return None;
        }
        Some(Piece::Start(
            name.clone(),
            attributes(&inside[name.len()..]),
        ))
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;
    fn next(&mut self) -> Option<Piece> {
        while !self.rest.is_empty() {
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let is_element = |rest: &str| {
                let next = rest.as_bytes().get(1);
                rest.starts_with('<')
                    && next.is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b))
            };
            if is_element(self.rest) {
                let inside = &self.rest[1..];
                let end = end_of(inside);
                self.rest = inside.get(end + 1..).unwrap_or_default();
                let inside = &inside[..end];
                if inside.starts_with(['!', '?']) {
                    continue;
                }
                if let Some(piece) = self.element(inside) {
                    return Some(piece);
                }
                continue;
            }
            let from = usize::from(self.rest.starts_with('<'));
            let end = self.rest[from..]
                .find('<')
                .map_or(self.rest.len(), |at| from + at);
            let (text, after) = self.rest.split_at(end);
            self.rest = after;
            return Some(Piece::Text(resolved(text)));
        }
        None
    }
}

/// Where an element's own text ends: at its bracket, outside of quoted values.
fn end_of(inside: &str) -> usize {
    let mut quote = None;
    let mut before = 0;
    for (at, byte) in inside.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            // A quote opens a value only right behind its sign.
            (b'"' | b'\'', None) if before == b'=' => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    inside.len()
}

fn name_of(inside: &str) -> &str {
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    &inside[..end.unwrap_or(inside.len())]
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    while !rest.is_empty() && found.len() < ATTRIBUTES {
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let mut after = after.trim_start();
        let mut value = "";
        if let Some(given) = after.strip_prefix('=') {
            let given = given.trim_start();
            let quote = given.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (own, behind) = match quote {
                Some(quote) => given[1..].split_once(quote).unwrap_or((&given[1..], "")),
                None => given.split_at(
                    given
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(given.len()),
                ),
            };
            value = own;
            after = behind;
        }
        if !name.is_empty() {
            found.push((name.to_ascii_lowercase(), resolved(value)));
        }
        rest = after.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    }
    found
}

/// A text with its entities resolved; what is none stays.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| *c != '\0');
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" => '\u{a0}',
        "middot" => '·',
        "times" => '×',
        "mdash" => '—',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(name: &str, attributes: &[(&str, &str)]) -> Piece {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        Piece::Start(name.to_owned(), attributes.iter().map(own).collect())
    }

    #[test]
    fn a_page_is_cut_into_its_pieces() {
        let text = "<!DOCTYPE html><?xml version=\"1.0\"?><TD Class='a>b' x:num colspan = 2>1 < 2 &amp; &foo; &#x35;<br/>\
            <script>if (a</b) '<td>'</script><!-- x > y --></td>";
        let pieces: Vec<Piece> = Pieces::of(text).collect();
        assert_eq!(
            pieces,
            [
                start("td", &[("class", "a>b"), ("x:num", ""), ("colspan", "2")]),
                Piece::Text("1 ".into()),
                Piece::Text("< 2 & &foo; 5".into()),
                start("br", &[]),
                Piece::End("script".into()),
                Piece::End("td".into()),
            ]
        );
    }

    #[test]
    fn what_breaks_off_ends_the_page() {
        for text in [
            "<",
            "<td",
            "<td a=\"",
            "<!--",
            "<script>x",
            "&",
            "&#xffffffff;",
            "</",
            "<!",
        ] {
            assert!(Pieces::of(text).count() < 3, "{text}");
        }
    }
}
