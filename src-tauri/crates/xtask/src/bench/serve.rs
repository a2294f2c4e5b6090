//! A folder of files over HTTP on 127.0.0.1, for as long as the process lives: what Chromium shows when its memory is
//! measured on the same pages.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    thread,
};

use anyhow::{Context, Result};

/// Serves `root` and gives the port.
pub fn folder(root: PathBuf) -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let root = root.clone();
            thread::spawn(move || {
                if let Err(error) = answer(stream, &root) {
                    eprintln!("a request for a page was not answered: {error}");
                }
            });
        }
    });
    Ok(port)
}

fn answer(mut stream: TcpStream, root: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    // The headers are read and not looked at.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let asked = first.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    let file = root.join(if asked == "/" { "index.html" } else { asked.trim_start_matches('/') });
    let inside = !file.components().any(|part| part == Component::ParentDir);
    match fs::read(&file) {
        Ok(body) if inside => {
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n", kind(&file), body.len());
            stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
            stream.write_all(&body)
        }
        _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
