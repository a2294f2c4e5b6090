//! The container engine behind Docker's API: everything that names bollard. Docker 20.10 (API 1.41) or newer, and Podman's
//! socket, on Linux, macOS and Windows.
//!
//! Refused here: rules of labs, and anything that is kept on disk.

mod address;
mod build;
mod command;
mod connect;
mod demux;
mod down;
mod engine;
mod error;
mod events;
mod exec;
mod files;
mod health;
mod images;
mod inspect;
mod keep;
mod kill;
mod labels;
mod list;
mod logs;
mod open;
mod raw;
mod ready;
mod seed;
mod spec;
mod start;
mod stats;
mod up;

pub use address::{Context, contexts};
pub use connect::{DockerEngine, connect};
