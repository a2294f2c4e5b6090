//! The window: thin glue between its commands and the use cases, and the events that go to it.
//!
//! Refused here: rules. Whatever decides something stands in `paddock-app`.

mod backlog;
mod commands;
mod shell;
mod streams;
mod terminals;
mod theme;

use tauri::{Emitter, Manager};
use tokio::sync::broadcast::error::RecvError;

use shell::Shell;
use streams::Streams;
use terminals::Terminals;

/// The name under which the window hears events.
const EVENT: &str = "paddock";

/// Opens the window and returns when it is closed. Labs go on running.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .setup(|app| {
            let shell = Shell::open();
            if let Some(window) = app.get_webview_window("main") {
                theme::show(&window, shell.setting(theme::SETTING).as_deref());
            }
            app.manage(shell);
            app.manage(Terminals::default());
            app.manage(Streams::default());
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(forward(handle));
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::boot,
            commands::set_profile,
            commands::set_lang,
            commands::set_setting,
            commands::rescue_offer,
            commands::rescue,
            commands::home,
            commands::tracks,
            commands::labs,
            commands::lab,
            commands::progress,
            commands::doctor,
            commands::engine_status,
            commands::session,
            commands::agree,
            commands::start,
            commands::cancel_start,
            commands::pause,
            commands::resume,
            commands::reset,
            commands::reset_preview,
            commands::stop,
            commands::check,
            commands::hint,
            commands::hints,
            commands::files_list,
            commands::file_read,
            commands::file_write,
            commands::open_url,
            terminals::terminal_open,
            terminals::terminal_write,
            terminals::terminal_resize,
            terminals::terminal_received,
            terminals::terminal_exit_code,
            terminals::terminal_close,
            streams::logs_open,
            streams::stats_watch,
            streams::stream_close,
        ])
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                app.state::<Shell>().close();
                app.state::<Terminals>().close_all();
                app.state::<Streams>().close_all();
            }
        });
    Ok(())
}

/// Sends what happens in the program to the window, for as long as both are there.
async fn forward(handle: tauri::AppHandle) {
    let shell = handle.state::<Shell>();
    loop {
        let mut events = shell.events();
        loop {
            match events.recv().await {
                Ok(event) => {
                    if let Err(error) = handle.emit(EVENT, &event) {
                        eprintln!("paddock: the window did not take an event: {error}");
                    }
                }
                // The window was slower than the program; the next event of each lab says how it stands.
                Err(RecvError::Lagged(_)) => {}
                // Another home was opened after a rescue.
                Err(RecvError::Closed) => break,
            }
        }
        shell.reopened().await;
    }
}
