//! How things are printed: text for people, JSON for programs, errors on standard error.

use std::io::{self, IsTerminal, Write};

use paddock_app::{Error, Paddock, core::Lang, texts, wire::ErrorView};
use serde::Serialize;

use crate::{DONE, FAILED};

/// Why a verb did not do its work.
#[derive(Debug)]
pub enum Failure {
    App(Error),
    /// Nobody reads on: `paddock logs | head`.
    Closed,
    /// Something would be lost, and there was nobody to ask.
    Unconfirmed {
        question: String,
    },
    /// The answer was no.
    Declined,
    Io(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::App(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Failure::Closed } else { Failure::Io(error) }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Out {
    pub lang: Lang,
    pub json: bool,
    colour: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum Ink {
    Bold,
    Dim,
    Green,
    Amber,
    Red,
}

impl Out {
    pub fn new(lang: Lang, json: bool) -> Out {
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Out { lang, json, colour }
    }

    /// Speaks the learner's language where none was asked for.
    pub fn speaking(self, asked: Option<Lang>, app: &Paddock) -> Result<Out, Failure> {
        let lang = match asked {
            Some(lang) => lang,
            None => app.lang()?,
        };
        Ok(Out { lang, ..self })
    }

    pub fn say<V: AsRef<str>>(&self, id: &str, args: &[(&'static str, V)]) -> String {
        texts::say(self.lang, id, args)
    }

    pub fn word(&self, id: &str) -> String {
        texts::say(self.lang, id, texts::NONE)
    }

    pub fn ink(&self, ink: Ink, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Green => "32",
            Ink::Amber => "33",
            Ink::Red => "31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    pub fn line(&self, text: &str) -> Result<(), Failure> {
        writeln!(io::stdout().lock(), "{text}").map_err(Failure::from)
    }

    /// A value as one line of JSON.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        serde_json::to_writer(&mut stdout, value).map_err(|error| Failure::from(io::Error::from(error)))?;
        writeln!(stdout).map_err(Failure::from)
    }

    /// JSON where it is asked for, otherwise what `text` prints.
    pub fn give<T: Serialize>(&self, value: &T, text: impl FnOnce() -> Result<(), Failure>) -> Result<u8, Failure> {
        if self.json {
            self.json(value)?
        } else {
            text()?
        }
        Ok(DONE)
    }

    pub fn failure(&self, failure: &Failure) -> u8 {
        match failure {
            Failure::App(error) => self.error(&error.view(self.lang)),
            Failure::Closed => return DONE,
            Failure::Declined => eprintln!("{}", self.word("cli-declined")),
            Failure::Unconfirmed { question } => self.error(&ErrorView {
                code: "unconfirmed".to_owned(),
                message: question.clone(),
                hint: self.word("cli-needs-yes"),
            }),
            Failure::Io(error) => {
                let args = [("detail", error.to_string())];
                let id = "cli-error-io";
                self.error(&ErrorView {
                    code: "io".to_owned(),
                    message: self.say(id, &args),
                    hint: texts::hint(self.lang, id, &args),
                });
            }
        }
        FAILED
    }

    /// Something for people beside the result, on standard error. With `--json` only where people see it, so that programs
    /// find nothing there but errors.
    pub fn note(&self, text: &str) {
        if !self.json || io::stderr().is_terminal() {
            eprintln!("{text}");
        }
    }

    pub fn error(&self, view: &ErrorView) {
        if self.json {
            eprintln!("{}", serde_json::json!(view));
            return;
        }
        eprintln!("{}", view.message.trim_end());
        if !view.hint.is_empty() {
            eprintln!("{}", view.hint);
        }
    }
}
