//! Words, numbers and texts of JSON, strictly as RFC 8259 has them.
//!
//! Owns characters and escapes. Must not know nesting.

use super::fault::FaultCode;
use std::borrow::Cow;

/// A result, or why and at which byte there is none.
pub(in crate::rules) type Step<T> = Result<T, (FaultCode, usize)>;

/// Stands at a byte of a text.
pub(in crate::rules) struct Lexer<'a> {
    text: &'a str,
    pub(in crate::rules) at: usize,
}

impl<'a> Lexer<'a> {
    /// At the start of a text.
    pub(in crate::rules) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte.
    pub(in crate::rules) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over white space.
    pub(in crate::rules) fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// The fault of anything unexpected here.
    pub(in crate::rules) fn no_json<T>(&self) -> Step<T> {
        Err((FaultCode::NotJson, self.at))
    }

    /// Exactly this word.
    pub(in crate::rules) fn word(&mut self, word: &str) -> Step<()> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            self.no_json()
        }
    }

    fn digits(&mut self) -> Step<()> {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == from {
            self.no_json()
        } else {
            Ok(())
        }
    }

    /// A number as written; the lexer stands at its sign or first digit.
    pub(in crate::rules) fn number(&mut self) -> Step<&'a str> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(&self.text[from..self.at])
    }

    /// A text; the lexer stands at its opening quote.
    pub(in crate::rules) fn string(&mut self) -> Step<Cow<'a, str>> {
        self.at += 1;
        let mut from = self.at;
        let mut owned: Option<String> = None;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(rest),
                        Some(mut text) => {
                            text.push_str(rest);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(&self.text[from..self.at]);
                    let escaped = self.escape()?;
                    if let Some(text) = &mut owned {
                        text.push(escaped);
                    }
                    from = self.at;
                }
                Some(0x20..) => self.at += 1,
                _ => return self.no_json(),
            }
        }
    }

    fn escape(&mut self) -> Step<char> {
        let at = self.at;
        self.at += 1;
        let plain = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(at);
            }
            _ => return self.no_json(),
        };
        self.at += 1;
        Ok(plain)
    }

    fn unicode(&mut self, at: usize) -> Step<char> {
        let lone = (FaultCode::LoneSurrogate, at);
        let first = self.hex()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
                return Err(lone);
            }
            self.at += 2;
            let second = self.hex()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(lone);
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        // Only the second half of a pair, alone, is no character here.
        char::from_u32(code).ok_or(lone)
    }

    fn hex(&mut self) -> Step<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return self.no_json();
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
