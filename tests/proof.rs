//! The law of the catalogue, `lab test`, and images in a file, on a real engine.

mod common;

use common::{Home, copy_of, docker};
use serde_json::{Value, json};

/// The containers, networks and volumes of proofs of a lab, whoever runs them.
fn left(lab: &str) -> String {
    docker(&["ps", "-aq", "--filter", &format!("label=dev.paddock.lab={lab}")])
}

/// Each step of a task, and whether it was right.
fn steps(report: &Value, task: usize) -> Vec<(Value, Value)> {
    let steps = report[0]["tasks"][task]["steps"].as_array().expect("steps");
    steps.iter().map(|step| (step["step"].clone(), step["ok"].clone())).collect()
}

#[test]
fn a_good_lab_is_proved_and_reported() {
    let home = Home::new();
    let (report, table) = (home.path().join("report.xml"), home.path().join("CATALOGUE.md"));
    let files = ["--junit", &report.to_string_lossy(), "--markdown", &table.to_string_lossy()];
    let ran = home.run(&[&["lab", "test", "note"], &files[..]].concat()).exits(0);
    assert!(ran.out.contains("proofs: 14 passed, 0 failed"), "{}", ran.out);
    let xml = std::fs::read_to_string(&report).expect("the report");
    assert!(xml.contains(r#"tests="15""#) && xml.contains(r#"failures="0""#), "{xml}");
    for part in [
        r#"<testsuite name="note" tests="15""#,
        r#"<testcase name="write: sabotaged another-word" classname="note" time=""#,
        r#"<property name="peak_memory_bytes" value=""#,
        r#"<property name="left_behind" value="0"/>"#,
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    let table = std::fs::read_to_string(&table).expect("the table");
    assert!(table.contains("| A note on the desk `note` | 2 | 2/2 | 2/2 | 2/2 | 1/1 | "), "{table}");
    assert!(table.contains("1 of 1 labs proved."), "{table}");
    assert_eq!(home.json(&["progress"])["tasks_passed"], 0, "a proof is nobody's progress");
    assert_eq!(home.objects(), [""; 0]);
}

#[test]
fn a_check_that_always_passes_is_found_out() {
    // An id of its own, so that what it leaves can be told from other tests.
    let (catalogue, lab) = copy_of("first/note");
    let lax = lab.with_file_name("lax-note");
    std::fs::rename(&lab, &lax).expect("renamed");
    let yaml = std::fs::read_to_string(lax.join("lab.yaml")).expect("read").replace("id: note\n", "id: lax-note\n");
    std::fs::write(lax.join("lab.yaml"), yaml).expect("written");
    std::fs::write(lax.join("checks/sign.sh"), "exit 0\n").expect("written");
    let home = Home::on(catalogue.path().to_owned());
    let ran = home.run(&["--json", "lab", "test", &lax.to_string_lossy()]).exits(1);
    let report = ran.json();
    assert_eq!(
        (&report[0]["lab"], &report[0]["passed"], &report[0]["left_behind"]),
        (&json!("lax-note"), &json!(false), &json!(0))
    );
    let rest = ["solved", "at_the_end", "sabotaged", "mended"];
    let right = |name: &&str| (json!(name), json!(true));
    let first = ["untouched"].iter().chain(&rest).chain(&["alternative", "alternative_at_the_end"]);
    assert_eq!(steps(&report, 0), first.map(right).collect::<Vec<_>>());
    // The check that always passes is wrong where it should say "not yet".
    let second = ["untouched"].iter().chain(&rest).chain(&["solved_afresh", "alternative_at_the_end"]);
    let lax = |name: &&str| (json!(name), json!(!["untouched", "sabotaged"].contains(name)));
    assert_eq!(steps(&report, 1), second.map(lax).collect::<Vec<_>>());
    assert_eq!(left("lax-note"), "", "also a lab that fails leaves nothing behind");
}

/// A check that knows one way only, or an alternative that is none: one of the two is wrong, and the proof says so.
#[test]
fn another_way_that_does_not_pass_is_found_out() {
    let (catalogue, lab) = copy_of("first/note");
    std::fs::write(lab.join("alt/write.sh"), "printf '%s, more or less' \"{{word}}\" > /desk/note\n").expect("written");
    let home = Home::on(catalogue.path().to_owned());
    let file = home.path().join("report.xml");
    let junit = file.to_string_lossy();
    let table = home.path().join("CATALOGUE.md");
    let files = ["--junit", &junit, "--markdown", &table.to_string_lossy()];
    let report = home.run(&[&["--json", "lab", "test", "note"], &files[..]].concat()).exits(1).json();
    let wrong = |task: usize| -> Vec<Value> {
        steps(&report, task).into_iter().filter(|(_, ok)| *ok == false).map(|(name, _)| name).collect()
    };
    assert_eq!((&report[0]["passed"], &report[0]["left_behind"]), (&json!(false), &json!(0)));
    // Two containers with a limit of 32 MiB each, in which little but a shell runs.
    let peak = report[0]["peak_memory_bytes"].as_u64().expect("a number");
    assert!((100 << 10..=64 << 20).contains(&peak), "{peak} bytes at the peak");
    assert_eq!(wrong(0), ["alternative", "alternative_at_the_end"]);
    assert_eq!(wrong(1), [json!(null); 0], "the other task was solved in the fresh lab too");
    let all = report[0]["tasks"][0]["steps"].as_array().expect("steps");
    let alternative = all.iter().find(|step| step["step"] == "alternative").expect("the step");
    assert_eq!(alternative["code"], 11);
    let table = std::fs::read_to_string(&table).expect("the table");
    assert!(table.contains("`note` **not proved** | 2 | 2/2 | 2/2 | 2/2 | 0/1 | "), "{table}");
    // The report has the check's words and what it saw.
    let xml = std::fs::read_to_string(&file).expect("the report");
    let failure = xml.split("name=\"write: alternative\"").nth(1).expect("the case");
    assert!(failure.contains("more or less`, not `") && failure.contains("the note has"), "{failure}");
}

#[test]
fn labs_are_proved_side_by_side_and_every_line_says_of_which() {
    let home = Home::new();
    let ran = home.run(&["lab", "test", "note", "note", "--jobs", "2"]).exits(0);
    assert!(ran.out.contains("proofs: 28 passed, 0 failed"), "{}", ran.out);
    assert!(ran.err.lines().all(|line| line.starts_with("note | ")), "{}", ran.err);
    let at = |text: &str| -> Vec<usize> {
        ran.err.lines().enumerate().filter(|(_, line)| line.contains(text)).map(|(at, _)| at).collect()
    };
    let (began, ended) = (at("begins"), at("proved ("));
    assert_eq!((began.len(), ended.len()), (2, 2), "{}", ran.err);
    assert!(began.iter().all(|began| *began < ended[0]), "both run at the same time: {}", ran.err);
    assert!(ran.err.contains("proved (2 of 2 labs done)"), "{}", ran.err);
    let one_by_one = home.run(&["lab", "test", "note", "note", "--jobs", "1"]).exits(0).err;
    let lines: Vec<&str> = one_by_one.lines().collect();
    let second = lines.iter().rposition(|line| line.contains("begins")).expect("the second began");
    assert!(lines[..second].iter().any(|line| line.contains("proved (1 of 2")), "one at a time: {one_by_one}");
}

#[test]
fn images_are_built_once_saved_and_loaded() {
    let home = Home::new();
    let built = home.json(&["images", "build", "built-box"]);
    let reference = built["images"][0].as_str().expect("a reference").to_owned();
    assert!(reference.starts_with("paddock/tiny:"), "{reference}");
    let created = docker(&["image", "inspect", "--format", "{{.Id}}", &reference]);

    let file = home.path().join("class room.tar");
    let saved = home.json(&["images", "save", &file.to_string_lossy(), "--lab", "built-box"]);
    assert_eq!(saved["images"], json!([reference]));
    assert_eq!(saved["bytes"], std::fs::metadata(&file).expect("the file").len());
    docker(&["image", "rm", &reference]);
    let loaded = home.json(&["images", "load", &file.to_string_lossy()]);
    assert_eq!(loaded["images"], json!([reference]));
    assert_eq!(docker(&["image", "inspect", "--format", "{{.Id}}", &reference]), created);

    home.json(&["images", "build", "built-box"]);
    assert_eq!(docker(&["image", "inspect", "--format", "{{.Id}}", &reference]), created, "it is built once");
    let listed = home.json(&["images", "list"]);
    let ours = listed.as_array().and_then(|list| list.iter().find(|i| i["reference"] == *reference)).expect("listed");
    assert_eq!(ours["labs"], json!(["built-box"]));
    home.run(&["start", "built-box"]).exits(0);
    assert_eq!(home.run(&["exec", "built-box", "box", "--", "cat", "/built"]).exits(0).out, "built by Paddock\n");
    home.run(&["stop", "--all"]).exits(0);
    assert_eq!(home.objects(), [""; 0]);
    docker(&["image", "rm", &reference]);

    let (code, ..) = home.run(&["--json", "images", "load", "/nonexistent.tar"]).exits(2).error();
    assert_eq!(code, "file_not_found");
}
