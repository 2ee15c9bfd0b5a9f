//! What the program says at the command line: each file of `tests/cli` is a command with its stdout, stderr
//! and exit status. `TRYCMD=overwrite cargo test transcripts` writes them anew; read the difference then.

use std::path::Path;

/// Cases that run the program in a language, at a fixed width, from the project's folder.
pub(crate) fn program(lang: &str) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.register_bin("gongkai", Path::new(env!("CARGO_BIN_EXE_gongkai")));
    cases.env("GONGKAI_LANG", lang).env("COLUMNS", "100");
    cases
}

#[test]
fn the_program_says_what_the_transcripts_say() {
    program("zh").case("tests/cli/*.toml").run();
}
