//! The pages for embedders, followed to the letter: what is run stands on the page, and nowhere else.

use std::path::Path;

use super::sum::Sum;
use crate::shell::{self, Failure};

/// A fenced block: ```` ```LANGUAGE NAME ````, then its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// `c`, `python`, `sh`, `text` and so on; empty if the page does not say.
    pub(crate) language: String,
    /// The file that it is, if the page names one.
    pub(crate) name: String,
    /// Its lines, each ended.
    pub(crate) text: String,
}

/// All blocks of a page in `docs/embedding`, in order.
pub(crate) fn blocks(page: &str) -> Result<Vec<Block>, Failure> {
    let file = shell::root().join("docs/embedding").join(page);
    let text = std::fs::read_to_string(&file)
        .map_err(|error| Failure::check(format!("{}: {error}", file.display())))?;
    Ok(read(&text))
}

/// The first block of a language.
pub(crate) fn first<'a>(blocks: &'a [Block], language: &str) -> Result<&'a Block, Failure> {
    let found = blocks.iter().find(|block| block.language == language);
    found.ok_or_else(|| Failure::check(format!("the page has no block of `{language}`")))
}

/// The commands of the page's first `sh` block after its first line, which must be this one: it builds what is built already.
pub(crate) fn commands_after(blocks: &[Block], begins: &str) -> Result<String, Failure> {
    let commands = &first(blocks, "sh")?.text;
    match commands.split_once('\n') {
        Some((line, rest)) if line.split('#').next().unwrap_or_default().trim() == begins => {
            Ok(rest.to_owned())
        }
        _ => Err(Failure::check(format!(
            "the page no longer begins with `{begins}`"
        ))),
    }
}

/// Writes the blocks that have names into a folder, each at the end of the file that it names. A block of `language` without a
/// name goes on where the last one of that language ended.
pub(crate) fn write_files(blocks: &[Block], language: &str, folder: &Path) -> Result<(), Failure> {
    let mut last = "";
    for block in blocks {
        if block.language == language && !block.name.is_empty() {
            last = &block.name;
        }
        let name = match block.name.as_str() {
            "" if block.language == language => last,
            name => name,
        };
        if !name.is_empty() {
            append(&folder.join(name), &block.text)?;
        }
    }
    Ok(())
}

fn append(file: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", file.display()));
    std::fs::create_dir_all(file.parent().unwrap_or(file)).map_err(broken)?;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.create(true).append(true).open(file);
    opened
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(broken)
}

fn read(text: &str) -> Vec<Block> {
    let mut all = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (open.take(), line.strip_prefix("```")) {
            (Some(block), Some("")) => all.push(block),
            (Some(mut block), _) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, Some(head)) => {
                let (language, name) = head.split_once(' ').unwrap_or((head, ""));
                open = Some(Block {
                    language: language.to_owned(),
                    name: name.trim().to_owned(),
                    text: String::new(),
                });
            }
            (None, None) => {}
        }
    }
    all
}

/// A folder of its own outside the repository, gone when `follow` is done.
pub(crate) fn in_clean_folder(
    name: &str,
    follow: impl FnOnce(&Path) -> Result<Sum, Failure>,
) -> Result<Sum, Failure> {
    let folder = std::env::temp_dir().join(format!("linli-page-{name}-{}", std::process::id()));
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(&folder).map_err(broken)?;
    let done = follow(&folder);
    std::fs::remove_dir_all(&folder).map_err(broken)?;
    done
}

/// Whether a program printed what its page shows: line after line in this order, where `…` stands for any lines.
pub(crate) fn shows(page: &str, printed: &str) -> bool {
    let mut rest = printed.lines();
    let mut skipping = false;
    for wanted in page.lines() {
        if wanted == "…" {
            skipping = true;
        } else if skipping {
            if !rest.any(|line| line == wanted) {
                return false;
            }
            skipping = false;
        } else if rest.next() != Some(wanted) {
            return false;
        }
    }
    skipping || rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_languages_names_and_texts() {
        let page = "# A\n```python first.py\na = 1\n\nb\n```\nwords\n```\nplain\n```\n";
        let block = |language: &str, name: &str, text: &str| Block {
            language: language.to_owned(),
            name: name.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            read(page),
            [
                block("python", "first.py", "a = 1\n\nb\n"),
                block("", "", "plain\n")
            ]
        );
        assert!(first(&read(page), "c").is_err());
    }

    #[test]
    fn files_are_written_as_the_page_names_them() {
        let page = "```a p\n1\n```\n```a d/q\n2\n```\n```a\n3\n```\n```b\n4\n```\n```b q\n5\n```\n```a d/q\n6\n```\n";
        let done = in_clean_folder("files", |folder| {
            write_files(&read(page), "a", folder)?;
            for (name, text) in [("p", "1\n"), ("d/q", "2\n3\n6\n"), ("q", "5\n")] {
                let written = std::fs::read_to_string(folder.join(name)).expect(name);
                assert_eq!(written, text, "{name}");
            }
            Ok(Sum::default())
        });
        assert!(done.is_ok());
    }

    #[test]
    fn commands_follow_the_one_that_is_done_already() {
        let page = read("```sh\nbuild it   # some minutes\nrun\n```\n");
        assert_eq!(
            commands_after(&page, "build it").ok().as_deref(),
            Some("run\n")
        );
        assert!(commands_after(&page, "run").is_err());
    }

    #[test]
    fn what_is_printed_is_what_the_page_shows() {
        assert!(shows("a\nb\n", "a\nb\n"));
        assert!(!shows("a\n", "a\nb\n"));
        assert!(!shows("a\nb\n", "a\n"));
        assert!(shows("a\n…\nc\n…\n", "a\nx\ny\nc\nz\n"));
        assert!(!shows("a\n…\nc\n…\n", "a\nx\n"));
    }
}
