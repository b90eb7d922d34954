//! Linli for C. The contract is `bindings/include/linli.h`; what requests and answers say is `linli_json`'s business.
//!
//! | module | owns |
//! |---|---|
//! | `exports` | the functions of the header, each a few lines |
//! | `raw` | what comes from C and goes to C as safe values: the only other place with `unsafe` |
//! | `stores` | open stores by number: a number that is no longer one is an error, never a stray pointer |
//! | `listening` | one subscription: a callback, and the moment after which it is never called |
//! | `restore` | a store put up again from a backup |
//! | `codes` | the codes that only this layer can find |

mod codes;
pub mod exports;
mod listening;
mod raw;
mod restore;
mod stores;
