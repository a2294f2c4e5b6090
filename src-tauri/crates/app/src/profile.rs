//! Who learns, in which language, and what the window remembers.

use paddock_core::{event::Fact, lang::Lang};

use crate::{
    error::{Code, Error, Result},
    paddock::{Paddock, system_lang},
    wire::{Boot, ProfileView},
};

/// The longest name, in characters.
const NAME_LIMIT: usize = 60;

/// What the window needs to open.
pub fn boot(app: &Paddock) -> Result<Boot> {
    let profile = app.state()?.profile.map(|p| ProfileView { name: p.name, lang: p.lang });
    Ok(Boot {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        lang: profile.as_ref().map_or_else(system_lang, |p| p.lang),
        profile,
        settings: app.store(|store| store.settings())?,
    })
}

pub fn set_profile(app: &Paddock, name: &str, lang: Lang) -> Result<ProfileView> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        let limit = NAME_LIMIT.to_string();
        return Err(Error::new(Code::BadInput, "error-bad-name", &[("limit", &limit)]));
    }
    app.store(|store| store.append(&[Fact::ProfileSet { name: name.to_owned(), lang }], app.now()))?;
    Ok(ProfileView { name: name.to_owned(), lang })
}

/// Changes the language and keeps the name. Before there is a name, nothing is kept.
pub fn set_lang(app: &Paddock, lang: Lang) -> Result<()> {
    if let Some(profile) = app.state()?.profile
        && profile.lang != lang
    {
        app.store(|store| store.append(&[Fact::ProfileSet { name: profile.name, lang }], app.now()))?;
    }
    Ok(())
}

/// Keeps a setting of the window.
pub fn set_setting(app: &Paddock, key: &str, value: &str) -> Result<()> {
    if key.is_empty() || key.len() > 80 || value.len() > 4096 {
        return Err(Error::new(Code::BadInput, "error-bad-setting", &[("key", key)]));
    }
    Ok(app.store(|store| store.set_setting(key, value))?)
}
