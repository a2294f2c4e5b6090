//! The verbs, one file each.

pub mod build;
mod changed;
pub mod gen_types;
pub mod run;
mod scratch;
pub mod setup;
mod steps;
pub mod test;

pub use scratch::Scratch;
