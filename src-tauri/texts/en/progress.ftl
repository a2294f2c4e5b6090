# What was passed, when, with how many hints.

progress-title = Progress
progress-lead = What you passed stays passed, whatever becomes of the lab.
progress-empty = Nothing passed yet, and nothing wrong with that
progress-empty-text = As soon as a first task passes, it is written down here with its date and the hints you read. It cannot be lost.
progress-empty-go = See where to begin
progress-weeks = Tasks passed, week by week
progress-sum = In all
progress-labs = Labs passed
progress-tasks = Tasks passed
progress-hints = Hints read
progress-of = of { $count }
progress-map = Task by task
progress-legend-alone = passed alone
progress-legend-hints = passed with hints
progress-legend-open = not yet
progress-task-open = { $task }: not passed yet
progress-task-alone = { $task }: passed on { $date }, alone
progress-task-hints = { $task }: passed on { $date }, with { $count ->
    [one] { $count } hint
   *[other] { $count } hints
}
progress-track-empty = No lab in this track yet
progress-table = Lab by lab
progress-col-lab = Lab
progress-col-standing = Standing
progress-col-passed = Passed on
progress-col-took = Time taken
progress-col-not-yet = “Not yet”
progress-col-hints = Hints
progress-nothing = none
progress-open = Not yet
