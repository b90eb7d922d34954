//! Work at an office's desk: spreadsheets, the numbers of other systems, backups. A build for phones may come without
//! spreadsheets: then importing and exporting fail with `spreadsheets_missing`.

use super::Workspace;
use crate::error::LinliError;
use crate::spreadsheets;
use crate::views::ImportOutcome;
use crate::words::ExportKind;
use crate::workers::Lane;
use linli_core::domain::RecordId;
use linli_core::rules::pages::Language;
use linli_core::workspace::{BackupMade, ExternalIdView, ImportOptions};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

#[uniffi::export]
impl Workspace {
    /// Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With `preview`
    /// nothing is written. `columns` names columns by field (`{"door": "C", "building": "A"}`) where the headings mislead,
    /// and is remembered for the heading; `new_compounds` may be made.
    #[uniffi::method(default(preview = false, columns = None, new_compounds = []))]
    pub async fn import_register(
        &self,
        file: PathBuf,
        preview: bool,
        columns: Option<HashMap<String, String>>,
        new_compounds: Vec<String>,
    ) -> Result<ImportOutcome, LinliError> {
        self.workers
            .run(Lane::Write, "import_register", move |workspace| {
                let options = ImportOptions {
                    preview,
                    new_compounds,
                };
                // In one order, whatever the map.
                let columns: BTreeMap<String, String> =
                    columns.unwrap_or_default().into_iter().collect();
                spreadsheets::import(workspace, &file, &columns, &options)
            })
            .await
    }

    /// Takes an import back as one. Gives how many records.
    pub async fn undo_import(&self, records: Vec<RecordId>) -> Result<u64, LinliError> {
        self.workers
            .run(Lane::Write, "undo_import", move |workspace| {
                spreadsheets::undo(workspace, &records)
            })
            .await
    }

    /// Writes a table into a spreadsheet: xlsx or csv, as the file is called; headings and words in a language, Chinese if none is
    /// said. A register comes back in either.
    #[uniffi::method(default(language = None))]
    pub async fn export(
        &self,
        what: ExportKind,
        to: PathBuf,
        language: Option<Language>,
    ) -> Result<(), LinliError> {
        self.workers
            .run(Lane::Read, "export", move |workspace| {
                spreadsheets::export(workspace, what, language, &to)
            })
            .await
    }

    /// Notes which number another system gives a thing.
    pub async fn set_external_id(
        &self,
        entity: String,
        system: String,
        number: String,
    ) -> Result<(), LinliError> {
        self.workers
            .write("set_external_id", move |workspace| {
                workspace.set_external_id(&entity, &system, &number)
            })
            .await
    }

    /// The numbers that other systems give a thing.
    pub async fn external_ids(&self, entity: String) -> Result<Vec<ExternalIdView>, LinliError> {
        self.workers
            .read("external_ids", move |workspace| {
                workspace.external_ids(&entity)
            })
            .await
    }

    /// A sealed copy of this store; the code that opens it is shown once.
    pub async fn backup(&self, file: PathBuf) -> Result<BackupMade, LinliError> {
        self.workers
            .write("backup", move |workspace| workspace.backup(&file))
            .await
    }
}
