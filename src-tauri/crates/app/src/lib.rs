//! The use cases of Paddock, one function each, that the window and the command line both call; the events that go out; and
//! errors with a code, a message and a remedy.
//!
//! Refused here: rendering, Tauri, clap.

mod activity;
mod author;
mod catalogue;
mod check;
mod doctor;
mod error;
mod files;
mod grants;
mod held;
mod hint;
mod home;
mod host;
mod images;
mod markdown;
mod paddock;
mod profile;
mod progress;
mod prove;
mod rescue;
mod session;
mod shelf;
mod streams;
pub mod texts;
mod throw_away;
mod watch;
pub mod wire;

pub use activity::Activity;
pub use author::{Tried, Which, solve, try_script};
pub use catalogue::{Catalogue, lint, lint_folder, read_lab_folder};
pub use check::check;
pub use doctor::{doctor, engine_status};
pub use error::{Code, Error, Result, finding_line, finding_words, grant_lines};
pub use files::{list_files, read_file, write_file};
pub use grants::agree;
pub use hint::{hint, hints};
pub use home::dir as home_dir;
pub use images::{build_images, images, load_images, save_images};
pub use markdown::plain;
pub use paddock::{Options, Paddock, system_lang};
pub use profile::{boot, set_lang, set_profile, set_setting};
pub use progress::{home as home_view, progress};
pub use prove::{Proof, ProofEvent, Step, StepKind, TaskProof, prove_all};
pub use rescue::{Rescue, rescue, rescue_offer};
pub use session::{pause, recover, reset, reset_preview, resume, session, sessions, start, stop, stop_all};
pub use shelf::{lab, labs, tracks};
pub use streams::{exec, logs, open_terminal, shell, stats};
pub use throw_away::sweep_proofs;
pub use watch::watch;

pub use paddock_core::Timestamp;

/// What the shells need of the floor below, under one name.
pub mod core {
    pub use paddock_core::{
        check::Verdict,
        finding::Finding,
        id::{LabId, ServiceName, TaskId},
        lab::Lab,
        lang::{Lang, Text},
        port::{Attached, BoxStream, Chunk, Control, EngineError, Input, Size, Stats, Stdio},
    };
}
