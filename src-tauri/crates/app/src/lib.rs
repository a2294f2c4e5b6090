//! The use cases of Paddock.
pub mod wire;
