//! The catalogue and the texts are part of the program: build it anew when they change.

fn main() {
    println!("cargo:rerun-if-changed=../../../labs");
    println!("cargo:rerun-if-changed=../../texts");
}
