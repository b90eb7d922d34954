//! A doubter's questions in the evening: are the signatures right, is it really encrypted, can anything be found again?

use super::cast::Who;
use super::day::{Day, Done};
use super::story::both;
use linli_core::store::DATABASE_FILE;
use linli_json::files::read_file;

/// With this every unencrypted database of the kind begins.
const PLAIN: &[u8] = b"SQLite format 3\0";
/// A store of one day is far smaller.
const MOST_BYTES: usize = 256 << 20;
const SOUGHT: (&str, &str) = ("扶手", "handrail");

/// Shows all three.
pub(super) fn show(day: &mut Day) -> Done {
    signatures(day)?;
    encryption(day)?;
    search(day)
}

fn signatures(day: &mut Day) -> Done {
    let lang = day.lang();
    let (mut records, mut failures) = day.network.verify()?;
    for who in Who::ALL {
        let report = day.of(who).verify()?;
        records += report.records;
        failures += report.failures.len();
    }
    day.story.item(&both!(
        lang,
        "四个数据库加服务器，逐条验签名、验次序、重算每一张表：{records}条，{failures}处不对。",
        "Four stores and the hub, every signature, chain and table checked again: {records} records, {failures} wrong.",
    ));
    if failures > 0 {
        return Err(super::broken("a store does not stand its own verification"));
    }
    Ok(())
}

fn encryption(day: &mut Day) -> Done {
    let lang = day.lang();
    let mut bytes = 0;
    let mut plain = false;
    for who in Who::ALL {
        // Put to sleep, a store is one closed file.
        day.of(who).suspend()?;
        let file = day
            .out
            .join(super::STORES)
            .join(who.store())
            .join(DATABASE_FILE);
        let content = read_file(&file, MOST_BYTES)?;
        plain |= content.starts_with(PLAIN);
        bytes += content.len();
        day.of(who).resume()?;
    }
    let kib = bytes / 1024;
    // Built without the cipher (a feature), the stores are plain; then we do not boast.
    if !plain {
        day.story.item(&both!(
            lang,
            "磁盘上四个文件共{kib} KiB，全是密文：没有钥匙，连它是不是数据库都看不出来。",
            "On disk four files, {kib} KiB, nothing but cipher text: without the key one cannot even tell that it is a database.",
        ));
    }
    Ok(())
}

fn search(day: &mut Day) -> Done {
    let lang = day.lang();
    let sought = lang.pick(SOUGHT.0, SOUGHT.1);
    let hits = day.of(Who::Shen).search(SOUGHT.0, 5)?;
    let found = hits.len();
    day.story.item(&both!(
        lang,
        "小沈搜“{sought}”，找到{found}处：",
        "Shen searches for “{sought}” and finds {found}:",
    ));
    for hit in hits {
        let kind = lang.pick(hit.kind.zh(), hit.kind.en());
        let title = hit.title.lines().next().unwrap_or_default();
        day.story
            .quote(&both!(lang, "{kind}：{title}", "{kind}: {title}"));
    }
    Ok(())
}
