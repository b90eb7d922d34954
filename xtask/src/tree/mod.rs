//! Rules of the source tree: no path of somebody's machine, no package registry's host, no build product, no
//! large binary, no link that leads nowhere; files short enough to hold one idea; core cut as its table says.

mod layers;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Failure, say};

const LARGE_BINARY: usize = 1_000_000;
const LONG_SOURCE: usize = 500;

/// Folders of one machine. Written in halves, so that this list does not find itself.
const MACHINE_FOLDERS: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/tm", "p/"),
    ("/var/fol", "ders/"),
    ("/fa", "rm/"),
];

/// Hosts of package registries: the source of packages is a setting of the machine, not of the sources.
const REGISTRY_HOSTS: &[(&str, &str)] = &[
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("pypi", ".org"),
    ("files.python", "hosted.org"),
    ("repo1.ma", "ven.org"),
    ("repo.maven.ap", "ache.org"),
    ("maven.goo", "gle.com"),
    ("maven.ali", "yun.com"),
    ("registry.np", "mjs.org"),
    ("proxy.gol", "ang.org"),
    ("deb.deb", "ian.org"),
];

/// Says every problem, then fails if there was one.
pub(crate) fn run(_: &[String]) -> Result<(), Failure> {
    let Some(files) = tracked()? else {
        say("no git repository here: the tree is not checked");
        return Ok(());
    };
    let mut problems = Vec::new();
    for name in &files {
        look_at(name, &mut problems);
    }
    crate::citations::check(&files, &mut problems);
    crate::citations::check_threats(&mut problems);
    for problem in &problems {
        eprintln!("{problem}");
    }
    if problems.is_empty() {
        say(format!("the tree is clean: {} files", files.len()));
        return Ok(());
    }
    Err(Failure::check(format!(
        "{} problems in the source tree",
        problems.len()
    )))
}

/// Files that git would show as changed or new; None outside a repository.
pub(crate) fn changes() -> Result<Option<String>, Failure> {
    if !in_git() {
        return Ok(None);
    }
    shell::output_of(
        Command::new("git")
            .args(["status", "--porcelain"])
            .current_dir(shell::root()),
    )
    .map(Some)
}

fn in_git() -> bool {
    shell::succeeds(
        Command::new("git")
            .args(["rev-parse", "--git-dir"])
            .current_dir(shell::root()),
    )
}

/// Every file that is or would be in the repository.
fn tracked() -> Result<Option<Vec<String>>, Failure> {
    if !in_git() {
        return Ok(None);
    }
    let mut command = Command::new("git");
    command
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(shell::root());
    let listed = shell::output_of(&mut command)?;
    Ok(Some(
        listed
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
    ))
}

fn look_at(name: &str, problems: &mut Vec<String>) {
    let path = shell::root().join(name);
    if is_generated(name) {
        problems.push(format!(
            "{name}: a build product does not belong into the repository"
        ));
        return;
    }
    // A file that was deleted but not yet committed, or a link to nowhere, has nothing to read.
    let Ok(bytes) = std::fs::read(&path) else {
        return;
    };
    let binary = bytes.iter().take(8_000).any(|byte| *byte == 0);
    if binary {
        if bytes.len() > LARGE_BINARY {
            problems.push(format!("{name}: a binary of {} kB", bytes.len() / 1000));
        }
        return;
    }
    let text = String::from_utf8_lossy(&bytes);
    // A lock file names its sources; that is its purpose.
    if !name.ends_with("Cargo.lock") {
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = machine_folder(line).or_else(|| registry_host(line)) {
                problems.push(format!("{name}:{}: names `{found}`", index + 1));
            }
        }
    }
    if name.ends_with(".md") {
        dead_links(name, &text, problems);
    }
    problems.extend(layers::problems(name, &text));
    if is_source(name) && text.lines().count() > LONG_SOURCE {
        say(format!(
            "warning: {name} has {} lines; does it hold one idea?",
            text.lines().count()
        ));
    }
}

fn is_source(name: &str) -> bool {
    [".rs", ".kt", ".swift", ".py"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_generated(name: &str) -> bool {
    let folder = ["target", "__pycache__", "node_modules", ".gradle", ".build"];
    let ending = [
        ".pyc",
        ".class",
        ".o",
        ".so",
        ".a",
        ".rlib",
        ".rmeta",
        ".orig",
        ".rej",
        ".DS_Store",
        ".profraw",
    ];
    name.split('/').any(|part| folder.contains(&part))
        || ending.iter().any(|end| name.ends_with(end))
}

fn machine_folder(line: &str) -> Option<String> {
    MACHINE_FOLDERS
        .iter()
        .map(|(head, tail)| format!("{head}{tail}"))
        .find(|folder| {
            line.match_indices(folder.as_str()).any(|(at, _)| {
                // `src/work/` is ours; a path that begins there is the machine's.
                let before = line[..at].chars().next_back();
                !before.is_some_and(|letter| {
                    letter.is_alphanumeric() || "._-~*{}$)>/".contains(letter)
                })
            })
        })
}

fn registry_host(line: &str) -> Option<String> {
    REGISTRY_HOSTS
        .iter()
        .map(|(head, tail)| format!("{head}{tail}"))
        .find(|host| line.contains(host.as_str()))
}

/// Links of a page to files of the repository that are not there.
fn dead_links(name: &str, text: &str, problems: &mut Vec<String>) {
    let folder: PathBuf = shell::root()
        .join(name)
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default();
    for link in links(text) {
        let file = link.split('#').next().unwrap_or_default();
        if !file.is_empty() && !folder.join(file).exists() {
            problems.push(format!("{name}: the link to `{link}` leads nowhere"));
        }
    }
}

/// Targets of `[text](target)` that are no web address, outside code blocks.
fn links(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            let Some(target) = rest.find(')').map(|end| &rest[..end]) else {
                continue;
            };
            if !target.contains("://")
                && !target.starts_with("mailto:")
                && !target.contains(char::is_whitespace)
            {
                found.push(target);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_somebodys_machine_is_found_and_a_relative_one_is_not() {
        let (head, tail) = MACHINE_FOLDERS[0];
        assert!(machine_folder(&format!("let path = \"{head}{tail}linli\";")).is_some());
        assert!(machine_folder(&format!("see tests{head}{tail}notes")).is_none());
        assert!(machine_folder("include /usr/include/openssl").is_none());
    }

    #[test]
    fn a_registry_host_is_found() {
        let (head, tail) = REGISTRY_HOSTS[0];
        assert!(registry_host(&format!("https://{head}{tail}/config.json")).is_some());
        assert!(registry_host("published on crates.io").is_none());
    }

    #[test]
    fn links_to_files_are_read_and_addresses_are_left_alone() {
        let text =
            "[a](docs/a.md#part) [b](https://example.org/b)\n```\n[c](c.md)\n```\n![d](d.svg)";
        assert_eq!(links(text), ["docs/a.md#part", "d.svg"]);
    }

    #[test]
    fn build_products_are_known_by_folder_and_ending() {
        assert!(
            is_generated("target/debug/linli") && is_generated("tests/python/__pycache__/x.pyc")
        );
        assert!(!is_generated("core/src/target_date.rs"));
    }
}
