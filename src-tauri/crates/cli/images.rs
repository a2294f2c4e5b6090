//! `images`: build, list, save, load.

use paddock_app::{Paddock, wire::ImageView};
use tokio_util::sync::CancellationToken;

use crate::{
    Exit,
    args::ImagesVerb,
    session::following,
    show::{Failure, Out},
};

pub async fn run(verb: ImagesVerb, app: &Paddock, out: &Out) -> Exit {
    match verb {
        ImagesVerb::Build { lab } => {
            let stop = CancellationToken::new();
            let references = following(app, out, &stop, paddock_app::build_images(app, lab.as_ref(), &stop)).await?;
            out.give(&serde_json::json!({ "images": references }), || references.iter().try_for_each(|r| out.line(r)))
        }
        ImagesVerb::List => {
            let images = paddock_app::images(app).await?;
            out.give(&images, || {
                if images.is_empty() {
                    return out.line(&out.word("cli-images-none"));
                }
                images.iter().try_for_each(|image| one(out, image))
            })
        }
        ImagesVerb::Save { file, lab } => {
            out.note(&out.word("cli-images-saving"));
            let (references, bytes) = paddock_app::save_images(app, &file, lab.as_ref()).await?;
            let args =
                [("file", file.display().to_string()), ("count", references.len().to_string()), ("size", mib(bytes))];
            out.give(&serde_json::json!({ "file": file, "images": references, "bytes": bytes }), || {
                out.line(&out.say("cli-images-saved", &args))
            })
        }
        ImagesVerb::Load { file } => {
            out.note(&out.word("cli-images-loading"));
            let references = paddock_app::load_images(app, &file).await?;
            out.give(&serde_json::json!({ "images": references }), || references.iter().try_for_each(|r| out.line(r)))
        }
    }
}

fn one(out: &Out, image: &ImageView) -> Result<(), Failure> {
    let labs: Vec<&str> = image.labs.iter().map(|lab| lab.as_str()).collect();
    let labs = if labs.is_empty() { out.word("cli-images-unused") } else { labs.join(", ") };
    out.line(&format!("{:<44} {:>6} MiB  {labs}", image.reference, mib(image.bytes)))
}

fn mib(bytes: u64) -> String {
    (bytes >> 20).to_string()
}
