# The catalogue of labs.

catalogue-title = Labs
catalogue-lead = { $labs ->
    [one] { $labs } lab
   *[other] { $labs } labs
} in { $tracks ->
    [one] { $tracks } track
   *[other] { $tracks } tracks
}, each on real systems, on this machine
catalogue-search = Search labs and skills
catalogue-clear = Clear the search
catalogue-all = All
catalogue-all-skills = All
catalogue-level = Level
catalogue-standing = Standing
catalogue-skill = Skill
catalogue-show-all = Show all
catalogue-found = { $count ->
    [0] No lab found
    [one] { $count } lab found
   *[other] { $count } labs found
}
catalogue-none = No lab in the catalogue
catalogue-none-text = The folder of labs is empty or could not be read. The doctor says which folder it is and why.
catalogue-none-doctor = Ask the doctor
catalogue-no-match = No lab fits
catalogue-no-match-text = Fewer words, or another level, standing or skill, will find more.
catalogue-passed-of = { $done } of { $count } passed
catalogue-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
catalogue-memory = up to { $size }
