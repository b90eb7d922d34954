//! Calls that need no open store: reading words, counting a tally file again, putting up a backup. What takes time runs on a
//! thread of its own.

use crate::error::LinliError;
use crate::foreign::KeyKeeper;
use crate::words::WordText;
use futures_channel::oneshot;
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ItemResult, PersonKind, ReturnHow,
    RootAgreement, SealState, ServedHow, Severity, SheetForm, SignerCapacity, TallyState,
    TopicSource, VisitMode, VisitOutcome, VoterState, WithoutVote,
};
use linli_core::domain::{
    CardState, Due, Flag, HitKind, Knock, RequestAsks, Role, Safety, Standing, ThingKind,
};
use linli_core::rules::counting::{self, Fault, Outcome};
use linli_core::store::StoreError;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

/// The version of the library, as `1.2.3`.
#[uniffi::export]
pub fn version() -> Result<String, LinliError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

macro_rules! vocabularies {
    ($($type:ident: $name:literal),* $(,)?) => {{
        let mut all = Vec::new();
        $(all.extend($type::ALL.iter().map(|word| WordText {
            vocabulary: $name.to_owned(),
            word: word.name().to_owned(),
            zh: word.zh().to_owned(),
            en: word.en().to_owned(),
        }));)*
        all
    }};
}

/// The names of all words of the closed vocabularies, in both languages.
#[uniffi::export]
pub fn word_texts() -> Result<Vec<WordText>, LinliError> {
    Ok(vocabularies! {
        TopicSource: "topic_source",
        VisitOutcome: "visit_outcome",
        VisitMode: "visit_mode",
        PersonKind: "person_kind",
        ItemResult: "item_result",
        Severity: "severity",
        Choice: "choice",
        BallotKind: "ballot_kind",
        BallotAuthority: "ballot_authority",
        BallotNote: "ballot_note",
        SignerCapacity: "signer_capacity",
        ServedHow: "served_how",
        SheetForm: "sheet_form",
        WithoutVote: "without_vote",
        TallyState: "tally_state",
        RootAgreement: "root_agreement",
        SealState: "seal_state",
        ReturnHow: "return_how",
        Role: "role",
        Standing: "standing",
        HitKind: "hit_kind",
        RequestAsks: "request_asks",
        Outcome: "outcome",
        Due: "due",
        Flag: "flag",
        Knock: "knock",
        Safety: "safety",
        CardState: "card_state",
        ThingKind: "thing_kind",
        VoterState: "voter_state",
    })
}

fn refused(fault: &Fault) -> LinliError {
    LinliError::Input {
        code: fault.code().to_owned(),
        field: fault.field.clone(),
        zh: fault.zh(),
        en: fault.en(),
    }
}

/// Counts a tally's file again, with nothing but the file. Gives the whole answer as JSON, explanation included. A file
/// that is refused is an input error whose `field` is the path in the file.
#[uniffi::export]
pub async fn recount(file: String) -> Result<String, LinliError> {
    aside(move || {
        let tally = counting::read(file.as_bytes()).map_err(|fault| refused(&fault))?;
        serde_json::to_string(&counting::count(&tally)).map_err(|_| LinliError::internal())
    })
    .await
}

/// Puts a store up again from a backup and its code, in a folder that holds none. The database keeps the key that it
/// had, which `keeper` is given to keep before the database is in its place.
#[uniffi::export]
pub async fn restore_backup(
    file: PathBuf,
    code: String,
    folder: PathBuf,
    keeper: Arc<dyn KeyKeeper>,
) -> Result<(), LinliError> {
    aside(move || {
        let mut keep = |key: &[u8; 32]| {
            keeper
                .keep(key.to_vec())
                .map_err(|_| io::Error::other("the key was not kept"))
        };
        let made = std::fs::create_dir_all(&folder).map_err(StoreError::from);
        made.map_err(linli_core::workspace::Error::from)?;
        Ok(linli_core::workspace::restore_backup(
            &file, &code, &folder, &mut keep,
        )?)
    })
    .await
}

/// Runs something on a thread of its own and waits for it.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, LinliError> + Send + 'static,
) -> Result<T, LinliError> {
    let (done, wait) = oneshot::channel();
    thread::Builder::new()
        .name("linli-aside".to_owned())
        .spawn(move || {
            let result = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(LinliError::internal()));
            let _ = done.send(result);
        })
        .map_err(|_| LinliError::internal())?;
    wait.await.unwrap_or_else(|_| Err(LinliError::internal()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_name_in_both_languages() {
        let all = word_texts().expect("a table");
        assert!(
            all.iter()
                .all(|word| !word.zh.is_empty() && !word.en.is_empty())
        );
        let home = all
            .iter()
            .find(|word| word.vocabulary == "visit_outcome" && word.word == "not_home");
        assert_eq!(home.map(|word| word.zh.as_str()), Some("不在家"));
    }
}
