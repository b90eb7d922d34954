//! The functions of `bindings/include/linli.h`, which is their contract. Nothing panics out of them.
#![allow(unsafe_code)]

use crate::listening::Listening;
use crate::raw::{self, Callback, Changed, KeepKey, Place};
use crate::{codes, restore, stores};
use linli_json::request::Answer;
use serde_json::json;
use std::ffi::{c_char, c_uint, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The library's version, as in `LINLI_VERSION`; it lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn linli_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// Opens a store.
///
/// # Safety
/// `folder` and `options` are NULL or texts that end in NUL, `key` is NULL or `key_len` readable bytes, `store` is NULL or
/// writable; all of them stay as they are until the call returns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn linli_open(
    folder: *const c_char,
    key: *const u8,
    key_len: usize,
    options: *const c_char,
    store: *mut c_uint,
) -> *mut c_char {
    answered(|| {
        // SAFETY: all four as this function's caller guarantees.
        let (mut place, folder, key, options) = unsafe {
            (
                Place::new(store, "store")?,
                raw::text(folder, "folder")?,
                raw::key(key, key_len)?,
                raw::text_opt(options, "options")?,
            )
        };
        place.put(stores::open(folder, key, options)?);
        Ok(json!({}))
    })
}

/// Answers a request.
///
/// # Safety
/// `request` is NULL or a text that ends in NUL and stays as it is until the call returns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn linli_call(store: c_uint, request: *const c_char) -> *mut c_char {
    // SAFETY: as this function's caller guarantees.
    match unsafe { raw::bytes_of_text(request) } {
        Some(request) => given(|| stores::call(store, request)),
        None => answered(|| Err(codes::at_field("argument_missing", "request"))),
    }
}

/// Subscribes a callback.
///
/// # Safety
/// `callback` is NULL or a function that may be called with `user_data` on a thread of the library until the subscription
/// has ended; `subscription` is NULL or writable until the call returns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn linli_subscribe(
    store: c_uint,
    callback: Option<Changed>,
    user_data: *mut c_void,
    subscription: *mut c_uint,
) -> *mut c_char {
    answered(|| {
        // SAFETY: as this function's caller guarantees.
        let (mut place, callback) = unsafe {
            (
                Place::new(subscription, "subscription")?,
                Callback::new(callback, user_data, "callback")?,
            )
        };
        place.put(stores::subscribe(store, Listening::new(callback))?);
        Ok(json!({}))
    })
}

/// Ends a subscription.
#[unsafe(no_mangle)]
pub extern "C" fn linli_unsubscribe(subscription: c_uint) -> *mut c_char {
    answered(|| {
        stores::unsubscribe(subscription);
        Ok(json!({}))
    })
}

/// Calls off every sync under way.
#[unsafe(no_mangle)]
pub extern "C" fn linli_cancel(store: c_uint) -> *mut c_char {
    answered(|| {
        stores::cancel(store)?;
        Ok(json!({}))
    })
}

/// Closes a store.
#[unsafe(no_mangle)]
pub extern "C" fn linli_close(store: c_uint) -> *mut c_char {
    answered(|| {
        stores::close(store)?;
        Ok(json!({}))
    })
}

/// Puts a store up again from a backup.
///
/// # Safety
/// The texts are NULL or end in NUL and stay as they are until the call returns; `keep` is NULL or a function that may be
/// called with `user_data` on the caller's thread until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn linli_restore(
    file: *const c_char,
    code: *const c_char,
    folder: *const c_char,
    keep: Option<KeepKey>,
    user_data: *mut c_void,
) -> *mut c_char {
    answered(|| {
        // SAFETY: as this function's caller guarantees.
        let (file, code, folder, keeper) = unsafe {
            (
                raw::text(file, "file")?,
                raw::text(code, "code")?,
                raw::text(folder, "folder")?,
                Callback::new(keep, user_data, "keep")?,
            )
        };
        restore::restore(file, code, folder, &keeper)?;
        Ok(json!({}))
    })
}

/// Frees an answer.
///
/// # Safety
/// `text` is NULL or what a function of this library gave, and comes once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn linli_free(text: *mut c_char) {
    // SAFETY: as this function's caller guarantees.
    unsafe { raw::take_back(text) };
}

/// An answer without an id: `{"id":null,"ok":{…}}`.
fn answered(work: impl FnOnce() -> Answer) -> *mut c_char {
    given(|| match work() {
        Ok(value) => json!({ "id": null, "ok": value }).to_string(),
        Err(failure) => linli_json::request::refused(&failure),
    })
}

/// Hands a text over, whatever happens: a panic is answered as `internal`.
fn given(work: impl FnOnce() -> String) -> *mut c_char {
    let text = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| linli_json::request::refused(&codes::failure("internal")));
    raw::give(text)
}

#[cfg(test)]
mod tests {
    /// The functions that are named in lines that begin so, in order.
    fn named(text: &str, begin: &str) -> Vec<String> {
        let mut names: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix(begin)?.split_once("linli_"))
            .map(|(_, rest)| rest.chars().take_while(|c| c.is_alphabetic()).collect())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_header_declares_what_is_exported() {
        let header = include_str!("../../include/linli.h");
        let declared = named(header, "LINLI_CALL ");
        assert_eq!(declared.len(), 9);
        let source = include_str!("exports.rs");
        let exported = [
            named(source, "pub extern \"C\" fn "),
            named(source, "pub unsafe extern \"C\" fn "),
        ];
        let mut exported = exported.concat();
        exported.sort();
        assert_eq!(declared, exported);
    }

    #[test]
    fn the_header_names_this_version() {
        let header = include_str!("../../include/linli.h");
        let line = format!("#define LINLI_VERSION \"{}\"", env!("CARGO_PKG_VERSION"));
        assert!(header.lines().any(|own| own == line), "{line}");
    }
}
