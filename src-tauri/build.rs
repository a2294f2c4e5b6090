//! Tauri's own build step, with the commands listed: a window may call those that a capability names, no others.

fn main() {
    // The pages are part of the program.
    println!("cargo:rerun-if-changed=../ui/dist");
    let commands = tauri_build::AppManifest::new().commands(&[
        "boot",
        "set_profile",
        "set_lang",
        "set_setting",
        "rescue",
        "home",
        "tracks",
        "labs",
        "lab",
        "progress",
        "doctor",
        "engine_status",
        "session",
        "agree",
        "start",
        "cancel_start",
        "pause",
        "resume",
        "reset",
        "reset_preview",
        "stop",
        "check",
        "hint",
        "hints",
        "terminal_open",
        "terminal_write",
        "terminal_resize",
        "terminal_received",
        "terminal_exit_code",
        "terminal_close",
        "logs_open",
        "stats_watch",
        "stream_close",
        "files_list",
        "file_read",
        "file_write",
        "open_url",
    ]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands)) {
        panic!("the window cannot be built: {error:#}");
    }
}
