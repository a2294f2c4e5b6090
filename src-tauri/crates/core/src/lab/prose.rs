//! `en.md` and `fr.md`: the story, a section for each task, the debrief.

use crate::{
    files::{self, Folder},
    finding::{Finding, Report},
    lang::Text,
};

/// The heading of the last section.
const DEBRIEF: &str = "debrief";

#[derive(Debug)]
pub struct Prose {
    pub story: Text,
    pub debrief: Text,
    en: Vec<Section>,
    fr: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    line: u32,
    heading: String,
    body: String,
}

pub fn read(folder: &Folder, findings: &mut Vec<Finding>) -> Option<Prose> {
    let (en, fr) = (files::text(folder, "en.md", findings), files::text(folder, "fr.md", findings));
    let ((story_en, en), (story_fr, fr)) = (split(en?), split(fr?));
    for (file, story) in [("en.md", &story_en), ("fr.md", &story_fr)] {
        if story.trim().is_empty() {
            Report { file, findings }.add(1, "lint-no-story", &[]);
        }
    }
    let debrief = section(&en, &fr, DEBRIEF, findings)?;
    Some(Prose { story: Text { en: story_en, fr: story_fr }, debrief, en, fr })
}

impl Prose {
    /// The text of a task in both languages.
    pub fn task(&self, id: &str, findings: &mut Vec<Finding>) -> Option<Text> {
        section(&self.en, &self.fr, id, findings)
    }

    /// Reports the sections that belong to no task, and those out of the tasks' order.
    pub fn strangers(&self, tasks: &[&str], findings: &mut Vec<Finding>) {
        for (file, sections) in [("en.md", &self.en), ("fr.md", &self.fr)] {
            let mut report = Report { file, findings };
            for section in sections {
                if section.heading != DEBRIEF && !tasks.contains(&section.heading.as_str()) {
                    report.add(section.line, "lint-stranger-section", &[("heading", &section.heading)]);
                }
            }
            let order: Vec<&str> = sections.iter().map(|s| s.heading.as_str()).filter(|h| tasks.contains(h)).collect();
            let wanted: Vec<&str> = tasks.iter().copied().filter(|task| order.contains(task)).collect();
            if order != wanted {
                report.add(0, "lint-section-order", &[("wanted", &wanted.join(", "))]);
            }
        }
    }
}

fn section(en: &[Section], fr: &[Section], heading: &str, findings: &mut Vec<Finding>) -> Option<Text> {
    let mut find = |file: &'static str, sections: &[Section]| {
        let found = sections.iter().find(|s| s.heading == heading && !s.body.trim().is_empty());
        if found.is_none() {
            Report { file, findings }.add(0, "lint-no-section", &[("heading", heading)]);
        }
        found.map(|s| s.body.clone())
    };
    let (en, fr) = (find("en.md", en), find("fr.md", fr));
    Some(Text { en: en?, fr: fr? })
}

/// What comes before the first `##`, and the sections. A `##` within a fenced block is not a heading.
fn split(text: &str) -> (String, Vec<Section>) {
    let (mut story, mut sections) = (String::new(), Vec::<Section>::new());
    let mut fence: Option<&str> = None;
    for (line, number) in text.lines().zip(1u32..) {
        let start = line.trim_start();
        let mark = if start.starts_with("```") {
            Some("```")
        } else if start.starts_with("~~~") {
            Some("~~~")
        } else {
            None
        };
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        match line.strip_prefix("## ") {
            Some(heading) if fence.is_none() => {
                sections.push(Section { line: number, heading: heading.trim().to_owned(), body: String::new() });
            }
            _ => {
                let body = sections.last_mut().map_or(&mut story, |section| &mut section.body);
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    (story, sections)
}
