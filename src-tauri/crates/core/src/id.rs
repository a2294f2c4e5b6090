//! Names and identifiers, each with a type of its own.

use std::{borrow::Borrow, fmt};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }
    };
}

id! {
    /// The id of a lab, unique in a catalogue: `first-pipeline`.
    LabId
}
id! {
    /// The id of a task within its lab.
    TaskId
}
id! {
    /// The id of a track: `ci`.
    TrackId
}
id! {
    /// One run of one lab, from start to stop. Twelve hexadecimal digits.
    SessionId
}
id! {
    /// A service of a lab's topology, as Compose names it.
    ServiceName
}
id! {
    /// One data folder. Objects on an engine carry it, so that two homes on one engine never touch each other's.
    HomeId
}
id! {
    /// What the engine calls a container: its full id.
    ContainerId
}

/// Whether `s` is made of `a-z`, `0-9` and inner `-`, at most 40 of them.
pub fn is_slug(s: &str) -> bool {
    !s.is_empty()
        && s.len() <= 40
        && !s.starts_with('-')
        && !s.ends_with('-')
        && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
