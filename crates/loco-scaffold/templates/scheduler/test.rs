//! «sentence», by the clock.

use «library»::app::App;
use loco_rs::{environment::Environment, scheduler::Scheduler};

#[test]
fn the_scheduler_knows_the_task() {
    let environment = Environment::Development;
    let config = environment.load().expect("the configuration is valid");
    let jobs = config.scheduler.expect("there is a scheduler");
    assert_eq!(jobs.jobs["«words»"].run, "«name»");
    // A task that is not registered is refused here.
    Scheduler::new::<App>(&jobs, &environment).expect("all tasks are there");
}
