//! The server that phones sync with. It stores signed records, judges them with the same functions as a phone, hands them
//! out by scope, and witnesses when they came. It has no key that could author one.
//!
//! | module | owns | must not know |
//! |---|---|---|
//! | [`http`] | TCP, TLS, HTTP, shutting down | what a request means |
//! | [`service`] | requests and answers as bytes, limits | sockets |
//! | [`storage`] | communities, by community | HTTP |
//! | [`blobs`] | photos, as sealed bytes | whose they are |
//! | [`disk`] | room on the disk | |
//! | [`folder`] | the data folder: keys, tokens, one writer | records |
//! | [`local`] | a hub for as long as somebody holds it | |
//! | [`relay`] | a line to it that can be cut and slowed | what it carries |
//! | [`shares`] | what each network address may hold at once | who is behind it |
//! | [`practice`] | the hub that embedders practise on | |
//! | [`backup`] | one sealed file out, one in | HTTP |
//! | [`secret`] | how a command is given a secret | |

pub mod backup;
pub mod blobs;
pub mod disk;
pub mod folder;
pub mod http;
pub mod local;
pub mod practice;
mod proxied;
pub mod relay;
pub mod secret;
pub mod service;
pub mod shares;
mod silent;
pub mod storage;
mod tls;
