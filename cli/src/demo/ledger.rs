//! Files that stay on the desk: the ledger (台账) and the tidied register as spreadsheets, the tally file, the report.

use super::cast::Who;
use super::day::{Day, Done};
use super::report::Report;
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::write_table;
use linli_core::workspace::Export;
use linli_json::files::write_file;

/// Writes everything and names it in the report.
pub(super) fn write(day: &Day, report: &mut Report) -> Done {
    let office = day.of(Who::Shen);
    write_table(
        &day.out.join(super::LEDGER),
        &office.export(Export::Ledger, Language::Zh)?,
    )?;
    write_table(
        &day.out.join(super::TIDY_REGISTER),
        &office.export(Export::Register, Language::Zh)?,
    )?;
    report.files = vec![super::REGISTER.to_owned(), super::LEDGER.to_owned()];
    for tally in &report.tallies {
        write_file(
            &day.out.join(&tally.recount_file),
            pretty(&tally.input)?.as_bytes(),
        )?;
        report.files.push(tally.recount_file.clone());
    }
    report.files.push(super::CERTIFICATE.to_owned());
    report.files.push(super::TIDY_REGISTER.to_owned());
    Ok(())
}

/// JSON for people's eyes, with a line end.
pub(super) fn pretty(value: &impl serde::Serialize) -> Done<String> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|_| super::broken("a report that is no JSON"))
}
