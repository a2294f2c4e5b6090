//! What is seen of the theme outside the page: the window before its first paint, and the frame that the system draws.

use tauri::{Theme, WebviewWindow, window::Color};

/// `--bg` of `ui/src/styles/tokens.css`.
const LIGHT: Color = Color(0xf7, 0xf6, 0xf3, 0xff);
const DARK: Color = Color(0x13, 0x14, 0x17, 0xff);

/// The setting that the window's page keeps its choice under.
pub const SETTING: &str = "theme";

/// Shows the learner's choice: `light`, `dark`, or the system's for anything else.
pub fn show(window: &WebviewWindow, choice: Option<&str>) {
    let theme = match choice {
        Some("light") => Some(Theme::Light),
        Some("dark") => Some(Theme::Dark),
        _ => None,
    };
    let shown = window
        .set_theme(theme)
        .and_then(|()| window.theme())
        .and_then(|now| window.set_background_color(Some(if now == Theme::Dark { DARK } else { LIGHT })));
    // The page shows the theme itself; only what is around it, and before it, is then another.
    if let Err(error) = shown {
        eprintln!("paddock: the window did not take the theme: {error}");
    }
}
