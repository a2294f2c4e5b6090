# Words that several screens share.

common-paddock = Paddock
common-english = English
common-french = Français
common-cancel = Cancel
common-close = Close
common-try-again = Try again
common-copy = Copy: { $command }
common-copy-short = Copy
common-copied = Copied
common-copy-refused = The clipboard refused. Select the command and copy it.
common-loading = Loading…
common-minutes = { $count } min
common-tasks-of = { $done } of { $count } tasks
common-level-1 = First steps
common-level-2 = On your own feet
common-level-3 = Demanding
common-standing-untouched = New
common-standing-begun = Begun
common-standing-running = Running
common-standing-paused = Paused
common-standing-passed = Passed
common-stop-waiting = Stop waiting
common-gave-up = You stopped waiting for the answer.
common-gave-up-hint = The program may still be busy. Try again in a moment.
common-weeks = Tasks passed, week by week
common-week = Week of { $monday }: { $count ->
    [0] no task passed
    [one] { $count } task passed
   *[other] { $count } tasks passed
}
common-this-week = This week
