//! Building images with the engine's classic builder, and pulling those that nobody builds.

use std::collections::HashMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bollard::{
    body_full,
    query_parameters::{BuildImageOptionsBuilder, CreateImageOptionsBuilder},
};
use futures::StreamExt;
use paddock_core::{
    port::{BuildProgress, EngineError, ErrorKind, HostForBuilds, Op, Result},
    topology::ImageBuild,
};

use crate::{connect::DockerEngine, error, labels};

/// The build argument by which a Dockerfile asks for the host's additional certificates, in base64.
const EXTRA_CA: &str = "PADDOCK_EXTRA_CA";
/// Lines of output that go with a failure.
const TAIL: usize = 15;

pub(crate) type Progress<'a> = &'a (dyn Fn(BuildProgress) + Sync);

impl DockerEngine {
    pub(crate) async fn make_image(
        &self,
        build: &ImageBuild,
        host: &HostForBuilds,
        progress: Progress<'_>,
    ) -> Result<()> {
        let live = self.live().await?;
        let tag = build.tag();
        let Some(dockerfile) = build.context.get(&build.dockerfile) else {
            let detail = format!("its context has no {}", build.dockerfile);
            return Err(error::of_kind(Op::Build, &tag, ErrorKind::NotFound, detail));
        };
        let mut args: HashMap<String, String> = host.proxy.clone().into_iter().collect();
        args.extend(build.args.clone());
        if let Some(pem) = &host.extra_ca
            && declares(&String::from_utf8_lossy(dockerfile), EXTRA_CA)
        {
            args.insert(EXTRA_CA.to_owned(), BASE64_STANDARD.encode(pem));
        }
        let labels = HashMap::from([(labels::IMAGE.to_owned(), build.name.clone())]);
        let mut options = BuildImageOptionsBuilder::new()
            .dockerfile(&build.dockerfile)
            .t(&tag)
            .buildargs(&args)
            .labels(&labels)
            .rm(true)
            .forcerm(true);
        if let Some(target) = &build.target {
            options = options.target(target);
        }
        let context = context(build).map_err(|e| error::other(Op::Build, &tag, e))?;

        let mut record = Record::new(&build.name, progress);
        // Dropping the stream closes the connection, and that ends the build.
        let mut lines = live.docker.build_image(options.build(), None, Some(body_full(context.into())));
        while let Some(info) = lines.next().await {
            match info {
                Ok(info) => {
                    record.text(info.stream.as_deref().unwrap_or_default());
                    if let Some(status) = info.status {
                        record.text(&format!("{}\n", with_id(info.id, &status)));
                    }
                }
                Err(failure) => {
                    record.flush();
                    return Err(record.failure(Op::Build, &tag, error::at(Op::Build, &tag)(failure)));
                }
            }
        }
        record.flush();
        // Not every engine says in its last line whether it worked.
        if self.holds_image(&tag).await? {
            return Ok(());
        }
        let silent = error::other(Op::Build, &tag, "the engine ended the build without an image");
        Err(record.failure(Op::Build, &tag, silent))
    }

    pub(crate) async fn fetch_image(&self, reference: &str, progress: Progress<'_>) -> Result<()> {
        let live = self.live().await?;
        // Without a tag the engine would fetch all of them.
        let (name, tag) = split(reference);
        let options = CreateImageOptionsBuilder::new().from_image(name).tag(tag).build();
        let mut record = Record::new(reference, progress);
        let mut lines = live.docker.create_image(Some(options), None, None).boxed();
        while let Some(info) = lines.next().await {
            let failure = match info {
                Ok(info) => match info.error_detail {
                    Some(detail) => {
                        let words = detail.message.unwrap_or_else(|| "the engine gives no reason".to_owned());
                        error::other(Op::Pull, reference, words)
                    }
                    None => {
                        if let Some(status) = info.status {
                            record.text(&format!("{}\n", with_id(info.id, &status)));
                        }
                        continue;
                    }
                },
                Err(failure) => error::at(Op::Pull, reference)(failure),
            };
            return Err(record.failure(Op::Pull, reference, failure));
        }
        Ok(())
    }
}

fn with_id(id: Option<String>, status: &str) -> String {
    match id {
        Some(id) => format!("{id}: {status}"),
        None => status.to_owned(),
    }
}

fn split(reference: &str) -> (&str, &str) {
    if reference.contains('@') {
        return (reference, "");
    }
    match reference.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (reference, "latest"),
    }
}

/// The context as an archive that is the same each time, so that the engine finds its layers again.
fn context(build: &ImageBuild) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for (path, content) in &build.context {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(if content.starts_with(b"#!") { 0o755 } else { 0o644 });
        header.set_mtime(0);
        archive.append_data(&mut header, path, content.as_slice())?;
    }
    archive.into_inner()
}

/// Whether a Dockerfile has `ARG name`, with or without a default.
fn declares(dockerfile: &str, name: &str) -> bool {
    dockerfile.lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("ARG"))
            && words.any(|word| word.split('=').next() == Some(name))
    })
}

/// What a build printed, line by line.
struct Record<'a> {
    image: &'a str,
    progress: Progress<'a>,
    line: String,
    step: Option<(u32, u32)>,
    tail: Vec<String>,
}

impl<'a> Record<'a> {
    fn new(image: &'a str, progress: Progress<'a>) -> Self {
        Record { image, progress, line: String::new(), step: None, tail: Vec::new() }
    }

    fn text(&mut self, text: &str) {
        self.line.push_str(text);
        while let Some(end) = self.line.find('\n') {
            let rest = self.line.split_off(end + 1);
            let line = std::mem::replace(&mut self.line, rest);
            self.say(line.trim_end());
        }
    }

    /// What is left of an unfinished line.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.say(line.trim_end());
    }

    fn say(&mut self, line: &str) {
        let line = &plain(line);
        if line.is_empty() {
            return;
        }
        if let Some(step) = step(line) {
            self.step = Some(step);
        } else if line.starts_with("Successfully built ") {
            self.step = self.step.map(|(_, all)| (all, all));
        }
        // What the builder says of its own doings explains no failure.
        if !["Removing intermediate container ", " ---> "].iter().any(|own| line.starts_with(own)) {
            if self.tail.len() == TAIL {
                self.tail.remove(0);
            }
            self.tail.push(line.to_owned());
        }
        (self.progress)(BuildProgress { image: self.image.to_owned(), step: self.step, line: line.to_owned() });
    }

    fn failure(self, op: Op, target: &str, failure: EngineError) -> EngineError {
        let kind = match failure.kind {
            ErrorKind::Unreachable | ErrorKind::Silent | ErrorKind::PermissionDenied | ErrorKind::NoSpace => {
                failure.kind
            }
            _ if self.tail.iter().any(|line| error::says_no_space(line)) => ErrorKind::NoSpace,
            _ => ErrorKind::BuildFailed { tail: self.tail },
        };
        error::of_kind(op, target, kind, failure.detail)
    }
}

/// A line without its colours: the builder makes what goes to standard error red.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        text.push_str(before);
        // A sequence ends with the first letter.
        rest = after.find(|c: char| c.is_ascii_alphabetic()).map_or("", |end| &after[end + 1..]);
    }
    text.push_str(rest);
    text
}

/// Steps done and all steps, from `Step 3/7 : RUN …`, which says that the third begins. Podman writes it in capitals.
fn step(line: &str) -> Option<(u32, u32)> {
    let (word, rest) = line.split_at_checked(5)?;
    if !word.eq_ignore_ascii_case("step ") {
        return None;
    }
    let (this, rest) = rest.split_once('/')?;
    let all = rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    Some((this.parse::<u32>().ok()?.checked_sub(1)?, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_from_the_output() {
        assert_eq!(step("Step 3/7 : RUN make"), Some((2, 7)));
        assert_eq!(step("STEP 1/12: FROM debian"), Some((0, 12)));
        assert_eq!(step("Step by step"), None);
        assert_eq!(step("été"), None);
    }

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(plain("\u{1b}[91mno such package"), "no such package");
        assert_eq!(plain("\u{1b}[0m\u{1b}[1;31mé\u{1b}[0m!"), "é!");
        assert_eq!(plain("cut \u{1b}[9"), "cut ");
    }

    #[test]
    fn an_argument_is_passed_only_where_it_is_declared() {
        assert!(declares("FROM x\nARG PADDOCK_EXTRA_CA\n", EXTRA_CA));
        assert!(declares("arg A=1 PADDOCK_EXTRA_CA=", EXTRA_CA));
        assert!(!declares("# ARG PADDOCK_EXTRA_CA\nENV PADDOCK_EXTRA_CA=1\nARG PADDOCK_EXTRA_CAT", EXTRA_CA));
    }

    #[test]
    fn references_are_split_at_their_tag() {
        assert_eq!(split("debian"), ("debian", "latest"));
        assert_eq!(split("reg:5000/a/b"), ("reg:5000/a/b", "latest"));
        assert_eq!(split("reg:5000/a/b:1"), ("reg:5000/a/b", "1"));
        assert_eq!(split("a@sha256:00"), ("a@sha256:00", ""));
    }
}
