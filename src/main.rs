//! The command line of gongkai: parse, run, print the error chain, exit.

mod cli;

use std::process::ExitCode;

/// Columns of a national panel are allocated and freed many times. The settings in `.cargo/config.toml` keep
/// the memory of ten years of a hundred times the counties below a gigabyte.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

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
