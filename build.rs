//! Link settings of the program.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A position-independent program of this size has 2.5 MB of addresses to put right each time it starts,
    // which takes longer than everything else it does before its first question (2.6 of 4.5 ms measured).
    let of_target = |name: &str| std::env::var(name).unwrap_or_default();
    if of_target("CARGO_CFG_TARGET_OS") == "linux" && of_target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
