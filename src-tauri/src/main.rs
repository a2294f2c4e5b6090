//! The window's program.

// No console window beside it on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    if let Err(error) = paddock_desktop::run() {
        eprintln!("paddock: {error}");
        std::process::exit(2);
    }
}
