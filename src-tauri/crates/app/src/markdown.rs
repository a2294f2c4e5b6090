//! Lab text from Markdown to HTML that is safe to show in the window: no scripts, no styles, no forms, no frames, no images from
//! anywhere, and links only to `https:`. What an author writes is data, and the window's bridge to the program is near.

use std::collections::{HashMap, HashSet};

use paddock_core::lang::Text;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A text in both languages as sanitised HTML.
pub fn both(text: &Text) -> Text {
    text.map(to_html)
}

/// A fenced block tagged `sh run` becomes `<pre data-run="true" data-lang="sh">`.
pub fn to_html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let events = parser.map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Event::Html(pre(&info)),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Event::Html(pre("")),
        Event::End(TagEnd::CodeBlock) => Event::Html(CowStr::Borrowed("</code></pre>\n")),
        // Raw HTML is shown as what it is.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    sanitise(&out)
}

fn pre(info: &str) -> CowStr<'static> {
    let mut words = info.split_whitespace();
    let lang: String =
        words.next().unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let run = words.any(|word| word == "run");
    format!("<pre data-lang=\"{lang}\" data-run=\"{run}\"><code>").into()
}

fn sanitise(html: &str) -> String {
    let tags = HashSet::from([
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "blockquote",
        "a",
        "hr",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]);
    ammonia::Builder::new()
        .tags(tags)
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("pre", HashSet::from(["data-lang", "data-run"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["https"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .clean(html)
        .to_string()
}

/// The text of such HTML for a terminal: without tags, lists with a dash, blocks apart.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let name: &str =
            tag[1..end].trim_end_matches('>').split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        match (name, tag.starts_with("</")) {
            ("li", false) => out.push_str("- "),
            ("td" | "th", true) => out.push_str("  "),
            ("pre", false) => out.push('\n'),
            ("p" | "pre" | "ul" | "ol" | "table" | "h2" | "h3" | "h4", true) => out.push('\n'),
            _ => {}
        }
        rest = &tag[end..];
    }
    out.push_str(rest);
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[track_caller]
    fn check(markdown: &str, expect: &str) {
        assert_eq!(to_html(markdown).trim(), expect);
    }

    #[test]
    fn what_authors_write() {
        check("A *b* `c`", "<p>A <em>b</em> <code>c</code></p>");
        check("```sh run\nls <x>\n```", "<pre data-lang=\"sh\" data-run=\"true\"><code>ls &lt;x&gt;\n</code></pre>");
        check("[d](https://x.org/a)", "<p><a href=\"https://x.org/a\" rel=\"noopener noreferrer\">d</a></p>");
    }

    #[test]
    fn what_a_hostile_author_writes_is_text() {
        check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        check("a <img src=x onerror=alert(1)>", "<p>a &lt;img src=x onerror=alert(1)&gt;</p>");
        check("[x](javascript:alert(1))", "<p><a rel=\"noopener noreferrer\">x</a></p>");
        check("[x](tauri://localhost/)", "<p><a rel=\"noopener noreferrer\">x</a></p>");
        check("![x](https://tracker.example/p.png)", "<p></p>");
        check(
            "```sh\"onclick=alert(1) run\nx\n```",
            "<pre data-lang=\"shonclickalert1\" data-run=\"true\"><code>x\n</code></pre>",
        );
    }
}
