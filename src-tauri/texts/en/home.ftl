# Home: one thing to do first.

home-first = What to do first
home-see-remedy = See the remedy
home-touched = Last touched { $when }
home-welcome = Good to have you here, { $name }
home-up-next = Up next
home-carry-on = Carry on: { $lab }
home-begin = Begin with: { $lab }
home-carry-on-running = It is running, with { $done } of { $count } tasks done. Everything is where you left it.
home-carry-on-paused = It is paused, with { $done } of { $count } tasks done. Everything is where you left it.
home-resume = Resume
home-open = Open the lab
home-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
home-needs = needs { $size }
home-cost = { $minutes } · needs { $size }
home-next = Next labs
home-again = Worth another go
home-all-passed = You have passed every lab
home-all-passed-text = Each of them can be taken again: a second time shows what has become easy.
home-see-progress = See your progress
home-checkpoint = Weekly checkpoint
home-checkpoint-lead = { $count ->
    [0] Nothing passed this week yet; the week is yours
    [one] { $count } task passed this week
   *[other] { $count } tasks passed this week
}
home-checkpoint-empty = Nothing here yet. Your first task that passes draws the first bar.
home-labs-passed = Labs passed
home-tasks-passed = Tasks passed
home-hints-read = Hints read
home-how = How a lab goes
home-how-1 = You start it: real services in containers, on this machine only.
home-how-2 = You work in the terminal and the editor. Tasks light up by themselves, or say why not yet.
home-how-3 = You pause or close whenever you like. Nothing expires, nothing is lost.
home-tracks = Tracks
home-track-labs = { $done } of { $count ->
    [one] { $count } lab
   *[other] { $count } labs
} passed
home-track-none = No lab yet
