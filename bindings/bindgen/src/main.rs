//! The program that `cargo xtask bindings` calls.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match linli_bindgen::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("linli-bindgen: {error:#}");
            ExitCode::from(1)
        }
    }
}
