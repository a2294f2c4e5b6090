//! `build`: an image of the catalogue, or one from a folder of the lab.

use super::{place::Place, values};
use crate::{
    files,
    finding::Report,
    topology::ImageBuild,
    yaml::{Map, Node, Value},
};

pub fn build(service: &str, node: &Node, place: Place<'_>, r: &mut Report<'_>) -> Option<ImageBuild> {
    let mut made = ImageBuild { dockerfile: "Dockerfile".to_owned(), ..ImageBuild::default() };
    let context = match &node.value {
        Value::Str(context) => context.clone(),
        _ => {
            let mut map = Map::of(node, "build", r)?;
            let context = map.need("context", r).and_then(|n| n.str("build.context", r));
            if let Some(dockerfile) = map.get("dockerfile").and_then(|n| n.str("build.dockerfile", r)) {
                made.dockerfile = dockerfile;
            }
            made.target = map.get("target").and_then(|n| n.str("build.target", r));
            made.args = map.get("args").map(|n| values::pairs(n, "build.args", r)).unwrap_or_default();
            map.finish(r);
            context?
        }
    };
    match context.trim_end_matches('/').strip_prefix("../../images/") {
        Some(image) => {
            made.name = image.to_owned();
            match place.images.get(image) {
                Some(files) => made.context = files.clone(),
                None => {
                    let known: Vec<&str> = place.images.keys().map(String::as_str).collect();
                    r.add(node.line, "lint-no-catalogue-image", &[("image", image), ("known", &known.join(", "))]);
                    return None;
                }
            }
        }
        None => {
            let Some(inside) = files::inside(&context) else {
                r.add(node.line, "lint-path-leaves", &[("path", &context)]);
                return None;
            };
            made.name = format!("{}-{service}", place.lab);
            let prefix = if inside.is_empty() { String::new() } else { format!("{inside}/") };
            made.context = place
                .files
                .iter()
                .filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?.to_owned(), content.clone())))
                .collect();
        }
    }
    if !made.context.contains_key(&made.dockerfile) {
        r.add(node.line, "lint-no-dockerfile", &[("file", &made.dockerfile), ("context", &context)]);
        return None;
    }
    Some(made)
}
