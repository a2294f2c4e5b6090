//! What is wrong with this machine, and the exact remedy.

use paddock_core::{
    lang::Lang,
    port::{Engine, EngineInfo},
};

use crate::{
    error::{Code, Error, Result},
    images,
    paddock::Paddock,
    texts::{self, NONE},
    wire::{DoctorFinding, DoctorReport, EngineStatus, Health},
};

const GIB: u64 = 1 << 30;
/// What the images of the catalogue and some work need.
const DISK_WANTED: u64 = 5 * GIB;
const DISK_NEEDED: u64 = GIB;
/// What the heaviest of the labs and a desktop need.
const MEMORY_WANTED: u64 = 4 * GIB;

/// Looks at everything that labs need. `app` is what opening gave, so that a home that cannot be opened is a finding too.
pub async fn doctor(app: std::result::Result<&Paddock, &Error>, lang: Lang) -> DoctorReport {
    let mut findings = Vec::new();
    let info = match engine_info(app).await {
        Ok(info) => {
            findings.push(engine_found(&info, lang));
            Some(info)
        }
        Err(error) => {
            findings.push(engine_missing(&error, lang));
            None
        }
    };
    findings.push(contexts(lang));
    // Nothing is said where the engine does not say.
    if let Some(info) = info.as_ref().filter(|info| info.memory_bytes > 0) {
        findings.push(memory(info, lang));
    }
    match app {
        Ok(app) => {
            findings.push(disk(app, lang));
            if info.is_some() {
                findings.push(images_found(app, lang).await);
            }
            findings.push(catalogue(app, lang));
            findings.push(database(app, lang));
        }
        Err(error) if error.code == Code::CatalogueUnreadable => {
            findings.push(of_error("catalogue", "doctor-catalogue", error, lang));
        }
        Err(error) => findings.push(of_error("database", "doctor-database", error, lang)),
    }
    DoctorReport { ok: findings.iter().all(|finding| finding.state != Health::Failure), findings }
}

async fn engine_info(app: std::result::Result<&Paddock, &Error>) -> Result<EngineInfo> {
    match app {
        Ok(app) => Ok(app.engine()?.info().await?),
        // A home that cannot be opened says nothing of the engine.
        Err(_) => Ok(paddock_docker::connect(None)?.info().await?),
    }
}

fn finding(id: &str, state: Health, title: &str, detail: String, lang: Lang) -> DoctorFinding {
    DoctorFinding {
        id: id.to_owned(),
        state,
        title: texts::say(lang, title, NONE),
        detail,
        remedy: String::new(),
        commands: Vec::new(),
    }
}

fn of_error(id: &str, title: &str, error: &Error, lang: Lang) -> DoctorFinding {
    let view = error.view(lang);
    DoctorFinding { remedy: view.hint, ..finding(id, Health::Failure, title, view.message, lang) }
}

fn engine_found(info: &EngineInfo, lang: Lang) -> DoctorFinding {
    let args = [
        ("product", info.product.as_str()),
        ("version", info.version.as_str()),
        ("api", info.api_version.as_str()),
        ("address", info.address.as_str()),
    ];
    finding("engine", Health::Ok, "doctor-engine", texts::say(lang, "doctor-engine-found", &args), lang)
}

/// No engine, or none that may be used: what to type depends on the system.
fn engine_missing(error: &Error, lang: Lang) -> DoctorFinding {
    let mut found = of_error("engine", "doctor-engine", error, lang);
    let commands: &[&str] = match (error.code, std::env::consts::OS) {
        (Code::EngineSilent, "linux") => &["sudo systemctl restart docker"],
        (Code::EngineSilent, "macos" | "windows") => &["docker desktop restart"],
        (Code::EnginePermission, "linux") => &["sudo usermod -aG docker \"$USER\"", "newgrp docker"],
        (Code::EngineUnreachable, "linux") if has_dockerd() => &["sudo systemctl start docker"],
        (Code::EngineUnreachable, "linux") => match linux_family() {
            Family::Debian => {
                &["sudo apt-get install -y docker.io", "sudo usermod -aG docker \"$USER\"", "newgrp docker"]
            }
            Family::Fedora => &[
                "sudo dnf install -y moby-engine",
                "sudo systemctl enable --now docker",
                "sudo usermod -aG docker \"$USER\"",
            ],
            Family::Arch => &[
                "sudo pacman -S docker",
                "sudo systemctl enable --now docker.service",
                "sudo usermod -aG docker \"$USER\"",
            ],
            Family::Other => &[],
        },
        (Code::EngineUnreachable, "macos") => &["brew install --cask docker", "open -a Docker"],
        (Code::EngineUnreachable, "windows") => &["winget install Docker.DockerDesktop"],
        _ => &[],
    };
    found.commands = commands.iter().map(|command| (*command).to_owned()).collect();
    found
}

enum Family {
    Debian,
    Fedora,
    Arch,
    Other,
}

fn linux_family() -> Family {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_else(|_| String::new());
    let like: Vec<&str> = release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split(' '))
        .collect();
    match () {
        () if like.contains(&"debian") => Family::Debian,
        () if like.contains(&"fedora") => Family::Fedora,
        () if like.contains(&"arch") => Family::Arch,
        () => Family::Other,
    }
}

fn has_dockerd() -> bool {
    ["/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd"]
        .iter()
        .any(|path| std::path::Path::new(path).exists())
}

fn contexts(lang: Lang) -> DoctorFinding {
    match paddock_docker::contexts() {
        Ok(contexts) => {
            let host = std::env::var_os("DOCKER_HOST").filter(|host| !host.is_empty());
            let mut lines: Vec<String> = contexts
                .iter()
                .map(|c| format!("{} {} {}", if c.current && host.is_none() { "*" } else { "-" }, c.name, c.address))
                .collect();
            if let Some(host) = &host {
                lines.insert(0, format!("* DOCKER_HOST {}", host.to_string_lossy()));
            }
            if lines.is_empty() {
                lines.push(texts::say(lang, "doctor-contexts-default", NONE));
            }
            finding("contexts", Health::Ok, "doctor-contexts", lines.join("\n"), lang)
        }
        Err(error) => {
            let mut found = of_error("contexts", "doctor-contexts", &Error::from(error), lang);
            found.state = Health::Warning;
            found
        }
    }
}

fn memory(info: &EngineInfo, lang: Lang) -> DoctorFinding {
    let args = [("memory", gib(info.memory_bytes, lang)), ("cpus", info.cpus.to_string())];
    let detail = texts::say(lang, "doctor-memory-found", &args);
    let mut found = finding("memory", Health::Ok, "doctor-memory", detail, lang);
    if info.memory_bytes < MEMORY_WANTED {
        found.state = Health::Warning;
        found.remedy = texts::hint(lang, "doctor-memory-found", &args);
    }
    found
}

fn disk(app: &Paddock, lang: Lang) -> DoctorFinding {
    match fs4::available_space(app.dir()) {
        Ok(free) => {
            let args = [
                ("free", gib(free, lang)),
                ("wanted", gib(DISK_WANTED, lang)),
                ("dir", app.dir().display().to_string()),
            ];
            let mut found =
                finding("disk", Health::Ok, "doctor-disk", texts::say(lang, "doctor-disk-found", &args), lang);
            if free < DISK_WANTED {
                found.state = if free < DISK_NEEDED { Health::Failure } else { Health::Warning };
                found.remedy = texts::hint(lang, "doctor-disk-found", &args);
                found.commands = vec!["docker system df".to_owned(), "docker image prune".to_owned()];
            }
            found
        }
        Err(error) => of_error("disk", "doctor-disk", &Error::home(app.dir(), &error), lang),
    }
}

async fn images_found(app: &Paddock, lang: Lang) -> DoctorFinding {
    let looked = async {
        let engine = app.engine()?;
        let mut missing = Vec::new();
        let wanted = images::references(app)?;
        for reference in wanted.keys() {
            if !engine.has_image(reference).await? {
                missing.push(reference.clone());
            }
        }
        Ok::<_, Error>((wanted.len(), missing))
    };
    match looked.await {
        Ok((total, missing)) => {
            let args = [("done", (total - missing.len()).to_string()), ("total", total.to_string())];
            let mut found =
                finding("images", Health::Ok, "doctor-images", texts::say(lang, "doctor-images-found", &args), lang);
            if !missing.is_empty() {
                found.state = Health::Warning;
                found.remedy = texts::hint(lang, "doctor-images-found", &args);
                found.commands = vec!["paddock images build".to_owned()];
            }
            found
        }
        Err(error) => of_error("images", "doctor-images", &error, lang),
    }
}

fn catalogue(app: &Paddock, lang: Lang) -> DoctorFinding {
    let broken: Vec<&str> = app.catalogue().broken().map(|(id, _)| id.as_str()).collect();
    let args = [("count", app.catalogue().labs().count().to_string()), ("broken", broken.join(", "))];
    let detail = texts::say(lang, "doctor-catalogue-found", &args);
    let mut found = finding("catalogue", Health::Ok, "doctor-catalogue", detail, lang);
    if !broken.is_empty() {
        found.state = Health::Warning;
        found.remedy = texts::hint(lang, "doctor-catalogue-found", &args);
        found.commands = broken.iter().map(|id| format!("paddock lab lint {id}")).collect();
    }
    found
}

fn database(app: &Paddock, lang: Lang) -> DoctorFinding {
    if let Some(refusal) = app.refusal() {
        return of_error("database", "doctor-database", &refusal, lang);
    }
    match app.state() {
        Ok(state) => {
            let args = [("file", app.database().display().to_string()), ("count", state.labs.len().to_string())];
            finding("database", Health::Ok, "doctor-database", texts::say(lang, "doctor-database-found", &args), lang)
        }
        Err(error) => of_error("database", "doctor-database", &error, lang),
    }
}

/// The status bar's figures.
pub async fn engine_status(app: &Paddock, lang: Lang) -> EngineStatus {
    let looked = async {
        let engine = app.engine()?;
        let info = engine.info().await?;
        let containers = engine.containers(&app.home()).await?;
        let images = engine.images().await?;
        let up = containers.iter().filter(|container| container.state.is_up()).count();
        Ok::<_, Error>(EngineStatus {
            engine: Some(format!("{} {}", info.product, short_version(&info.version))),
            context: info.context,
            error: None,
            services: u32::try_from(up).unwrap_or(u32::MAX),
            images_bytes: images.iter().map(|image| image.bytes).sum(),
        })
    };
    match looked.await {
        Ok(status) => status,
        Err(error) => {
            EngineStatus { engine: None, context: None, error: Some(error.view(lang)), services: 0, images_bytes: 0 }
        }
    }
}

/// `20.10` of `20.10.24+dfsg1`.
fn short_version(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// `3.5`, in the language's own way of writing.
fn gib(bytes: u64, lang: Lang) -> String {
    let text = format!("{:.1}", bytes as f64 / GIB as f64);
    match lang {
        Lang::En => text,
        Lang::Fr => text.replace('.', ","),
    }
}
