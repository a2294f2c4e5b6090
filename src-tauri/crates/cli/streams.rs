//! `logs`.

use std::io::{self, Write};

use futures::{StreamExt, stream::select_all};
use paddock_app::{
    Error, Paddock,
    core::{LabId, ServiceName, Stdio},
};

use crate::{
    DONE, Exit,
    show::{Failure, Out},
};

/// Prints logs as they come: standard output to standard output, standard error to standard error; with several services
/// each line begins with its service.
pub async fn logs(
    app: &Paddock,
    out: &Out,
    lab: &LabId,
    service: Option<&ServiceName>,
    tail: Option<usize>,
    follow: bool,
) -> Exit {
    let streams = paddock_app::logs(app, lab, service, tail, follow).await?;
    let several = streams.len() > 1;
    let mut all =
        select_all(streams.into_iter().map(|(name, stream)| stream.map(move |chunk| (name.clone(), chunk)).boxed()));
    loop {
        let next = tokio::select! {
            next = all.next() => next,
            asked = tokio::signal::ctrl_c() => {
                asked.map_err(Failure::from)?;
                return Ok(DONE);
            }
        };
        let Some((name, chunk)) = next else { return Ok(DONE) };
        let chunk = chunk.map_err(Error::from)?;
        let text = String::from_utf8_lossy(&chunk.bytes);
        for line in text.split_inclusive('\n') {
            if out.json {
                let stream = if chunk.stream == Stdio::Out { "stdout" } else { "stderr" };
                out.json(
                    &serde_json::json!({ "service": name, "stream": stream, "line": line.trim_end_matches('\n') }),
                )?;
                continue;
            }
            let line = if several { format!("{name} | {line}") } else { line.to_owned() };
            match chunk.stream {
                Stdio::Out => io::stdout().write_all(line.as_bytes()).map_err(Failure::from)?,
                Stdio::Err => io::stderr().write_all(line.as_bytes()).map_err(Failure::from)?,
            }
        }
    }
}
