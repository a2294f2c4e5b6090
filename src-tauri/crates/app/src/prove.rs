//! The law of the catalogue, on a real engine: every check fails on the untouched lab, passes after `solve`, fails again after each
//! `sabotage`, `solve` mends it again, in a fresh lab `alt` passes as well, and stopping leaves nothing behind.

mod bench;
mod memory;
mod one;
mod record;
mod side_by_side;

pub use record::{Proof, ProofEvent, Step, StepKind, TaskProof};
pub use side_by_side::prove_all;
