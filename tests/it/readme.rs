//! What the READMEs say is true: their examples print what the program prints, their table of metrics is the
//! catalogue, and the two languages show the same commands.
//!
//! `TRYCMD=overwrite cargo test readme` writes outputs and tables anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gongkai::metric::Direction;
use gongkai::text::Lang;

use crate::support::{catalogue, root};
use crate::transcripts::program;

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

/// A formula longer than this is not printed in the table; the row says how to see it.
const LONGEST_FORMULA: usize = 160;

/// Tests that may write a README take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn code(lang: Lang) -> &'static str {
    lang.pick("zh", "en")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Replaces a text of a README when outputs are to be written anew, and else says where they differ.
#[track_caller]
fn settle(name: &str, printed: &str, found: &str) {
    if printed == found {
        return;
    }
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::write(root().join(name), read(name).replacen(printed, found, 1)).expect("the README is writable");
        return;
    }
    for (printed, found) in printed.lines().zip(found.lines()) {
        assert_eq!(printed, found, "{name}; write it anew with TRYCMD=overwrite");
    }
    panic!("{name} has {} lines where there are {}", printed.lines().count(), found.lines().count());
}

/// A fenced block: what stands behind the opening fence, and the text.
struct Block {
    info: String,
    text: String,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        match line.strip_prefix("```") {
            Some(info) if !inside => {
                blocks.push(Block { info: info.to_owned(), text: String::new() });
                inside = true;
            }
            Some(_) => inside = false,
            None if inside => {
                let block = blocks.last_mut().expect("a block was opened");
                let _ = writeln!(block.text, "{line}");
            }
            None => {}
        }
    }
    blocks
}

/// The commands of the blocks of a language.
fn commands(markdown: &str, language: &str) -> Vec<String> {
    blocks(markdown)
        .iter()
        .filter(|block| block.info == language)
        .flat_map(|block| block.text.lines())
        .filter_map(|line| line.strip_prefix("$ ").map(str::to_owned))
        .collect()
}

#[test]
fn the_console_blocks_are_what_the_program_prints() {
    let _turn = turn();
    for (name, lang) in READMES {
        program(code(lang)).case(name).run();
    }
}

#[test]
fn both_languages_show_the_same_commands() {
    let [english, chinese] = READMES.map(|(name, _)| read(name));
    for language in ["console", "text"] {
        let commands_of = |text| commands(text, language);
        assert_eq!(commands_of(&english), commands_of(&chinese));
        assert!(!commands_of(&english).is_empty());
    }
}

/// What a command prints in a folder: stdout, then stderr, and an exit status other than 0.
fn run(command: &str, folder: &Path, lang: Lang) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("gongkai"), "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(words)
        .current_dir(folder)
        .env("GONGKAI_LANG", code(lang))
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    let mut text = format!("$ {command}\n");
    if !output.status.success() {
        let _ = writeln!(text, "? {}", output.status.code().unwrap_or_default());
    }
    text + &String::from_utf8_lossy(&output.stdout) + &String::from_utf8_lossy(&output.stderr)
}

/// Blocks such as "```csv my-data/reports.csv" are files; the "```text" blocks are commands run beside them.
#[test]
fn the_example_of_ones_own_data_works_as_printed() {
    let _turn = turn();
    for (name, lang) in READMES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let markdown = read(name);
        let mut examples = 0;
        for block in blocks(&markdown) {
            if let Some((_, path)) = block.info.split_once(' ') {
                let path = folder.path().join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(path, &block.text).expect("written");
            } else if block.info == "text" {
                let command = block.text.lines().next().and_then(|line| line.strip_prefix("$ "));
                let found = run(command.expect("a command"), folder.path(), lang);
                settle(name, &block.text, &found);
                examples += 1;
            }
        }
        assert!(examples >= 2, "{name}");
    }
}

/// The set-up block has two commands, of which the second runs every test as the gate does.
#[test]
fn the_two_commands_at_the_start_are_those_of_the_gate() {
    let gate = read(".ci/run");
    for (name, _) in READMES {
        let markdown = read(name);
        let setup = blocks(&markdown).into_iter().find(|block| block.info == "sh").expect("a set-up block");
        let [run, test] = setup.text.lines().collect::<Vec<_>>()[..] else {
            panic!("{name}: {}", setup.text)
        };
        assert!(run.starts_with("cargo run --release --locked -- "), "{run}");
        assert!(gate.lines().any(|line| line.split(" 2>").next() == Some(test)), "{test}");
    }
}

fn direction(direction: Direction, lang: Lang) -> &'static str {
    match direction {
        Direction::Higher => lang.pick("越高越好", "higher"),
        Direction::Lower => lang.pick("越低越好", "lower"),
        Direction::None => lang.pick("不分优劣", "none"),
    }
}

/// The rows that the table of metrics must have.
fn metric_rows(lang: Lang) -> String {
    let catalogue = catalogue();
    let mut rows = String::new();
    for id in catalogue.ids() {
        let metric = catalogue.get(id).expect("an entry");
        let formula = metric.formula().split_whitespace().collect::<Vec<_>>().join(" ");
        let formula = if formula.len() > LONGEST_FORMULA { format!("gongkai metrics {id}") } else { formula };
        let (zh, en) = (&metric.title.zh, &metric.title.en);
        let direction = direction(metric.direction, lang);
        let _ = writeln!(rows, "| `{id}` | {zh} | {en} | `{formula}` | {direction} |");
    }
    rows
}

#[test]
fn the_table_of_metrics_is_the_catalogue() {
    let _turn = turn();
    for (name, lang) in READMES {
        let markdown = read(name);
        let (_, below) = markdown.split_once("<!-- metrics -->\n").expect("the mark above the table");
        let mut lines = below.split_inclusive('\n');
        let head: usize = lines.by_ref().take(2).map(str::len).sum();
        let length: usize = lines.take_while(|line| line.starts_with('|')).map(str::len).sum();
        settle(name, &below[head..head + length], &metric_rows(lang));
    }
}
