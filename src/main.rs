//! The command line of gongkai: parse, run, print the error chain, exit.

mod cli;

use std::process::ExitCode;

/// Columns of a national panel are allocated and freed many times; the system's allocator gives their pages
/// back each time and has them zeroed again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let lang = cli::lang_of(&arguments);
    match cli::parse(arguments, lang) {
        Ok(cli) => match cli::run(cli, lang) {
            Ok(code) => code,
            Err(error) => cli::report(&error, lang),
        },
        Err(stop) => stop.print(),
    }
}
