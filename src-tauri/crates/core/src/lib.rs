//! The words and pure decisions of Paddock: lab definitions, validation, sessions, checks, progress, ids, and the ports that
//! the floors above implement.
//!
//! Refused here: I/O, tokio, clocks. Time and files are passed in.

pub mod agreement;
pub mod check;
pub mod compose;
pub mod event;
pub mod files;
pub mod finding;
pub mod grant;
pub mod id;
pub mod lab;
pub mod lang;
pub mod pace;
pub mod port;
pub mod progress;
pub mod topology;
pub mod vars;
mod yaml;

pub use jiff::Timestamp;
