//! A proof as CI systems read it: JUnit's XML, a suite for each lab, a case for each step of each task. In English and in the step's
//! stable names, whatever language is spoken: these names are compared from run to run.

use std::time::Duration;

use paddock_app::{Proof, Step, StepKind};
use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::Answer;

pub fn report(answers: &[Answer<'_>], took: Duration) -> Result<String, SerializeError> {
    let mut report = Report::new("paddock lab test");
    report.set_time(took);
    for answer in answers {
        let lab = answer.lab.id.as_str();
        let mut suite = TestSuite::new(lab);
        match &answer.proof {
            Ok(proof) => of_proof(&mut suite, proof),
            Err(error) => {
                let view = error.view(paddock_app::core::Lang::En);
                let mut case = case(lab, "runs", Some((&view.message, &view.hint)));
                if let TestCaseStatus::NonSuccess { kind, .. } = &mut case.status {
                    *kind = NonSuccessKind::Error;
                }
                suite.add_test_case(case);
            }
        }
        report.add_test_suite(suite);
    }
    report.to_string()
}

fn of_proof(suite: &mut TestSuite, proof: &Proof) {
    suite.set_time(Duration::from_millis(proof.took_ms));
    suite.add_property(("peak_memory_bytes", proof.peak_memory_bytes.to_string().as_str()));
    suite.add_property(("left_behind", proof.left_behind.to_string().as_str()));
    for task in &proof.tasks {
        for step in &task.steps {
            let wrong = (!step.ok).then_some((step.message.as_str(), step.evidence.as_str()));
            let mut case = case(&proof.lab, &format!("{}: {}", task.task, name(step)), wrong);
            case.set_time(Duration::from_millis(step.took_ms));
            suite.add_test_case(case);
        }
    }
    let left = format!("{} containers, networks and volumes were left on the engine", proof.left_behind);
    suite.add_test_case(case(&proof.lab, "nothing left behind", (proof.left_behind > 0).then_some((&left, ""))));
}

/// One case, with the message and the evidence where it is `wrong`.
fn case(lab: &str, name: &str, wrong: Option<(&str, &str)>) -> TestCase {
    let mut status = TestCaseStatus::success();
    if let Some((message, evidence)) = wrong {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(message);
        status.set_description(evidence);
    }
    let mut case = TestCase::new(name, status);
    case.set_classname(lab);
    case
}

fn name(step: &Step) -> String {
    match &step.kind {
        StepKind::Untouched => "untouched".to_owned(),
        StepKind::Solved => "solved".to_owned(),
        StepKind::AtTheEnd => "at the end".to_owned(),
        StepKind::Sabotaged { sabotage } => format!("sabotaged {sabotage}"),
        StepKind::Mended { sabotage } => format!("mended {sabotage}"),
        StepKind::Alternative => "alternative".to_owned(),
        StepKind::SolvedAfresh => "solved afresh".to_owned(),
        StepKind::AlternativeAtTheEnd => "alternative at the end".to_owned(),
        StepKind::Script { path } => format!("script {path}"),
    }
}
