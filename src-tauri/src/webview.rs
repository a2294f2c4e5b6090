//! What the window asks of its webview beyond what Tauri sets up.

use tauri::WebviewWindow;

/// A page of text and terminals is drawn by the processor as fast as by a graphics card, and without the libraries that speak to one the
/// window takes a good fifth less memory.
#[cfg(target_os = "linux")]
pub fn frugal(window: &WebviewWindow) {
    use webkit2gtk::{CacheModel, HardwareAccelerationPolicy, SettingsExt, WebContextExt, WebViewExt};
    let asked = window.with_webview(|webview| {
        let webview = webview.inner();
        if let Some(settings) = WebViewExt::settings(&webview) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            settings.set_enable_webgl(false);
            settings.set_enable_page_cache(false);
        }
        if let Some(context) = webview.context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    });
    if let Err(error) = asked {
        eprintln!("paddock: the window's memory could not be kept low: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
pub fn frugal(_: &WebviewWindow) {}
