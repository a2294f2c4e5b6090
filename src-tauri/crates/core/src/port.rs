//! The ports: what the pure floor asks of the floors above it.

mod engine;

pub use engine::*;
