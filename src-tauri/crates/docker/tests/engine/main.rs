//! The engine port against a real engine. Without one that answers these tests fail, and say so: a skipped test would look
//! like a passed one.
//!
//! Each test has a home of its own and removes everything of it at its end, passed or not.

mod common;
mod containers;
mod exec;
mod files;
mod grants;
mod images;
mod lifecycle;
mod terminal;
mod up;
