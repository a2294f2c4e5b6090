//! One command for each use case. Errors go to the window in the learner's language.

use paddock_app::{
    Code, Error,
    core::{LabId, Lang, ServiceName, TaskId},
    wire::{
        Boot, CheckReport, DoctorReport, EngineStatus, ErrorView, FileContent, FileEntry, HintView, HomeView,
        LabSummary, LabView, ProfileView, ProgressView, SessionView, Track,
    },
};
use tauri::State;
use tauri_plugin_opener::OpenerExt;
use tokio_util::sync::CancellationToken;

use crate::shell::Shell;

type Answer<T> = Result<T, ErrorView>;

#[tauri::command]
pub async fn boot(shell: State<'_, Shell>) -> Answer<Boot> {
    paddock_app::boot(&*shell.app()?).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn set_profile(shell: State<'_, Shell>, name: String, lang: Lang) -> Answer<ProfileView> {
    shell.set_lang(lang);
    paddock_app::set_profile(&*shell.app()?, &name, lang).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn set_lang(shell: State<'_, Shell>, lang: Lang) -> Answer<()> {
    shell.set_lang(lang);
    paddock_app::set_lang(&*shell.app()?, lang).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn set_setting(shell: State<'_, Shell>, key: String, value: String) -> Answer<()> {
    paddock_app::set_setting(&*shell.app()?, &key, &value).map_err(|e| shell.say(e))
}

/// Sets a damaged database aside, restores the newest good backup, and opens it.
#[tauri::command]
pub async fn rescue(shell: State<'_, Shell>) -> Answer<()> {
    let dir = paddock_app::home_dir(None).map_err(|e| shell.say(e))?;
    paddock_app::rescue(&dir).map_err(|e| shell.say(e))?;
    shell.open_again()
}

#[tauri::command]
pub async fn home(shell: State<'_, Shell>) -> Answer<HomeView> {
    paddock_app::home_view(&*shell.app()?).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn tracks(shell: State<'_, Shell>) -> Answer<Vec<Track>> {
    Ok(paddock_app::tracks(&*shell.app()?))
}

#[tauri::command]
pub async fn labs(shell: State<'_, Shell>) -> Answer<Vec<LabSummary>> {
    paddock_app::labs(&*shell.app()?).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn lab(shell: State<'_, Shell>, lab: LabId) -> Answer<LabView> {
    paddock_app::lab(&*shell.app()?, &lab).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn progress(shell: State<'_, Shell>) -> Answer<ProgressView> {
    paddock_app::progress(&*shell.app()?).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn doctor(shell: State<'_, Shell>) -> Answer<DoctorReport> {
    let opened = shell.opened();
    Ok(paddock_app::doctor(opened.as_deref(), shell.lang()).await)
}

#[tauri::command]
pub async fn engine_status(shell: State<'_, Shell>) -> Answer<EngineStatus> {
    Ok(paddock_app::engine_status(&*shell.app()?, shell.lang()).await)
}

#[tauri::command]
pub async fn session(shell: State<'_, Shell>, lab: LabId) -> Answer<Option<SessionView>> {
    paddock_app::session(&*shell.app()?, &lab).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn agree(shell: State<'_, Shell>, lab: LabId) -> Answer<()> {
    paddock_app::agree(&*shell.app()?, &lab).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn start(shell: State<'_, Shell>, lab: LabId) -> Answer<SessionView> {
    paddock_app::start(&*shell.app()?, &lab, CancellationToken::new()).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn cancel_start(shell: State<'_, Shell>, lab: LabId) -> Answer<()> {
    // A start that ended meanwhile is no failure: there is nothing left to give up.
    let _was_starting = shell.app()?.cancel_start(&lab);
    Ok(())
}

#[tauri::command]
pub async fn pause(shell: State<'_, Shell>, lab: LabId) -> Answer<SessionView> {
    paddock_app::pause(&*shell.app()?, &lab).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn resume(shell: State<'_, Shell>, lab: LabId) -> Answer<SessionView> {
    paddock_app::resume(&*shell.app()?, &lab).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn reset(shell: State<'_, Shell>, lab: LabId, service: Option<ServiceName>) -> Answer<Vec<ServiceName>> {
    paddock_app::reset(&*shell.app()?, &lab, service.as_ref()).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn reset_preview(
    shell: State<'_, Shell>,
    lab: LabId,
    service: Option<ServiceName>,
) -> Answer<Vec<ServiceName>> {
    paddock_app::reset_preview(&*shell.app()?, &lab, service.as_ref()).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn stop(shell: State<'_, Shell>, lab: LabId) -> Answer<()> {
    paddock_app::stop(&*shell.app()?, &lab).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn check(shell: State<'_, Shell>, lab: LabId, tasks: Vec<TaskId>) -> Answer<CheckReport> {
    paddock_app::check(&*shell.app()?, &lab, &tasks, false).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn hint(shell: State<'_, Shell>, lab: LabId, task: TaskId) -> Answer<HintView> {
    paddock_app::hint(&*shell.app()?, &lab, &task).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn hints(shell: State<'_, Shell>, lab: LabId, task: TaskId) -> Answer<Vec<HintView>> {
    paddock_app::hints(&*shell.app()?, &lab, &task).map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn files_list(
    shell: State<'_, Shell>,
    lab: LabId,
    service: ServiceName,
    dir: String,
) -> Answer<Vec<FileEntry>> {
    paddock_app::list_files(&*shell.app()?, &lab, &service, &dir).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn file_read(shell: State<'_, Shell>, lab: LabId, service: ServiceName, path: String) -> Answer<FileContent> {
    paddock_app::read_file(&*shell.app()?, &lab, &service, &path).await.map_err(|e| shell.say(e))
}

#[tauri::command]
pub async fn file_write(
    shell: State<'_, Shell>,
    lab: LabId,
    service: ServiceName,
    path: String,
    text: String,
) -> Answer<()> {
    paddock_app::write_file(&*shell.app()?, &lab, &service, &path, &text).await.map_err(|e| shell.say(e))?;
    shell.activity.active(&lab);
    Ok(())
}

/// Opens a link of a lab's text, or a page of a lab, in the learner's own browser. Nothing else: a lab must not be able
/// to start programs by their URL schemes.
#[tauri::command]
pub async fn open_url(app: tauri::AppHandle, shell: State<'_, Shell>, url: String) -> Answer<()> {
    let refused = |detail: &str| {
        shell.say(Error::new(Code::UrlRefused, "error-url-refused", &[("url", &url), ("detail", detail)]))
    };
    let parsed = tauri::Url::parse(&url).map_err(|error| refused(&error.to_string()))?;
    let allowed = match parsed.scheme() {
        "https" => true,
        "http" => parsed.host_str() == Some("127.0.0.1") && parsed.port().is_some(),
        _ => false,
    };
    if !allowed {
        return Err(refused(""));
    }
    app.opener().open_url(parsed.as_str(), None::<&str>).map_err(|error| refused(&error.to_string()))
}
