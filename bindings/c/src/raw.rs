//! Values that come from C and go to C, as safe ones. What C must guarantee for each is said in `linli.h`.
#![allow(unsafe_code)]

use crate::codes;
use linli_json::failure::Failure;
use std::ffi::{CStr, CString, c_char, c_int, c_uint, c_void};
use std::ptr::NonNull;

type Result<T> = std::result::Result<T, Box<Failure>>;

/// A text of C's that must be there.
///
/// # Safety
/// NULL, or a text that ends in NUL and stays unchanged for `'a`.
pub(crate) unsafe fn text<'a>(pointer: *const c_char, name: &str) -> Result<&'a str> {
    // SAFETY: passed on.
    unsafe { text_opt(pointer, name) }?.ok_or_else(|| codes::at_field("argument_missing", name))
}

/// A text of C's, or NULL.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn text_opt<'a>(pointer: *const c_char, name: &str) -> Result<Option<&'a str>> {
    // SAFETY: passed on.
    let Some(bytes) = (unsafe { bytes_of_text(pointer) }) else {
        return Ok(None);
    };
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(codes::at_field("argument_encoding", name)),
    }
}

/// A text of C's in whatever encoding; `None` for NULL.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn bytes_of_text<'a>(pointer: *const c_char) -> Option<&'a [u8]> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: not NULL, so it ends in NUL and stays, as the caller guarantees.
    Some(unsafe { CStr::from_ptr(pointer) }.to_bytes())
}

/// A database key: 32 bytes.
///
/// # Safety
/// NULL, or `length` readable bytes.
pub(crate) unsafe fn key(pointer: *const u8, length: usize) -> Result<[u8; 32]> {
    if pointer.is_null() {
        return Err(codes::at_field("argument_missing", "key"));
    }
    if length != 32 {
        return Err(codes::at_field("key_format", "key"));
    }
    let mut key = [0; 32];
    // SAFETY: there are 32 bytes to read, as the caller guarantees, and as many to write; what we have just made overlaps
    // nothing of C's.
    unsafe { std::ptr::copy_nonoverlapping(pointer, key.as_mut_ptr(), 32) };
    Ok(key)
}

/// A place where C wants a number. It reads 0 until one is put there.
#[derive(Debug)]
pub(crate) struct Place(NonNull<c_uint>);

impl Place {
    /// # Safety
    /// NULL, or a place for an `unsigned int` that stays and is C's alone until the call returns.
    pub(crate) unsafe fn new(pointer: *mut c_uint, name: &str) -> Result<Self> {
        let place = NonNull::new(pointer).map(Self);
        let mut place = place.ok_or_else(|| codes::at_field("argument_missing", name))?;
        place.put(0);
        Ok(place)
    }

    pub(crate) fn put(&mut self, number: c_uint) {
        // SAFETY: not NULL, and writable for as long as this lives, as whoever made it guarantees.
        unsafe { self.0.write(number) };
    }
}

/// Hands a text over: C frees it with `linli_free`.
pub(crate) fn give(text: String) -> *mut c_char {
    // JSON writes a NUL as an escape; should one be there all the same, an empty text is better than half a one.
    CString::new(text).unwrap_or_default().into_raw()
}

/// Takes back what [`give`] handed over.
///
/// # Safety
/// NULL, or what [`give`] gave, once.
pub(crate) unsafe fn take_back(pointer: *mut c_char) {
    if !pointer.is_null() {
        // SAFETY: it was made by `give` and comes back once, as the caller guarantees.
        drop(unsafe { CString::from_raw(pointer) });
    }
}

/// `linli_changed`.
pub(crate) type Changed = unsafe extern "C" fn(*mut c_void, *mut c_char);
/// `linli_keep_key`.
pub(crate) type KeepKey = unsafe extern "C" fn(*mut c_void, *const u8, usize) -> c_int;

/// A function of C's with its user data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Callback<F> {
    function: F,
    user_data: *mut c_void,
}

// SAFETY: the pointer is only ever handed to the function beside it, and the header says that both must stand being used
// on a thread of the library.
unsafe impl<F> Send for Callback<F> {}
// SAFETY: as above; what calls it does so one at a time.
unsafe impl<F> Sync for Callback<F> {}

impl<F> Callback<F> {
    /// # Safety
    /// The function may be called with `user_data` from any thread until the header says otherwise.
    pub(crate) unsafe fn new(
        function: Option<F>,
        user_data: *mut c_void,
        name: &str,
    ) -> Result<Self> {
        let function = function.ok_or_else(|| codes::at_field("argument_missing", name))?;
        Ok(Self {
            function,
            user_data,
        })
    }
}

impl Callback<Changed> {
    pub(crate) fn tell(&self, text: String) {
        // SAFETY: promised when this was made; the text is C's from here on.
        unsafe { (self.function)(self.user_data, give(text)) };
    }
}

impl Callback<KeepKey> {
    pub(crate) fn keep(&self, key: &[u8; 32]) -> bool {
        // SAFETY: promised when this was made; the key lives until the function returns.
        unsafe { (self.function)(self.user_data, key.as_ptr(), key.len()) == 0 }
    }
}
