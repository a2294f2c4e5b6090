# The lab's screen: before its start, the start, and the place to work in.

# While it is opened
lab-loading = Opening the lab…
lab-load-failed = The lab could not be opened
lab-labs = Labs
lab-place = Where you are

# Before the start
lab-about-minutes = about { $count } min
lab-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
lab-memory = up to { $size } of memory
lab-start = Start the lab
lab-start-again = Start it again
lab-passed-before = You have passed this lab.
lab-no-clock = No clock runs out. Pause or close Paddock whenever you like: nothing is lost.
lab-story = The story
lab-will-do = What you will do
lab-skills = What you will practise
lab-will-run = What will run on your machine
lab-to-doctor = Open Doctor

# What a lab asks for beyond what every lab may
lab-grants-title = This lab asks for more than usual
lab-grants-lead = Labs run in containers that are kept apart from your machine. This one needs some of that protection lifted.
lab-grants-why = Why:
lab-grants-kept = As always, none of your folders is shared with it, and its web pages can be reached from this machine only.
lab-grants-trust = With these rights, a malicious lab could harm your machine. Allow them only if you trust its author.
lab-grants-once = You are asked once for each version of the lab.
lab-grants-allow = Allow and start
lab-grants-not-now = Not now
lab-grants-card = Rights it asks for
lab-grants-agreed = You have allowed this.
lab-grants-will-ask = You are asked before the first start.

# The start
lab-starting-title = Starting “{ $title }”
lab-starting-lead = The first start builds the images and takes longer. After that it is a matter of seconds.
lab-starting-images = Images
lab-starting-services = Services
lab-starting-setup = Preparing the scene
lab-starting-image-step = { $name }, step { $done } of { $total }
lab-starting-service-step = { $name }, { $done } of { $total } ready
lab-starting-setup-step = { $name }, { $done } of { $total }
lab-starting-done = done
lab-starting-elapsed = { $time } so far
lab-starting-cancelling = Cancelling…
lab-starting-slow-cancel = The engine is slow to let go of what it has begun. You can leave this page, or close the window: whatever is left of this start is removed when Paddock next opens and the engine answers.

# The header
lab-state-running = Running · { $time }
lab-state-passed = Passed
lab-state-paused = Paused
lab-state-down = Stopped by the engine
lab-passed-of = { $done } of { $count }
lab-pause = Pause
lab-resume = Resume
lab-resuming = Resuming…
lab-reset = Reset
lab-stop = Stop
lab-dismiss = Dismiss
lab-reset-all = Everything
lab-reset-one = One service
lab-reset-all-title = Make all services anew?
lab-reset-one-title = Make { $service } anew?
lab-reset-asking = Looking at what belongs together…
lab-reset-renewed = These services are made anew, as they were at the start:
lab-reset-lost = What you changed in them is lost: files, running programs, open terminals. Passed tasks stay passed.
lab-stop-title = Stop this lab?
lab-stop-lost = Its services are removed, with everything you changed in them: files, settings, open terminals.
lab-stop-kept = The tasks you passed and the hints you read are kept in Progress.
lab-stop-or-pause = If you only need a break, choose Pause instead: everything stays as it is.
lab-unsaved = { $count ->
    [one] One file of the editor is not saved:
   *[other] { $count } files of the editor are not saved:
}

# Paused, and stopped from outside
lab-paused-title = Paused
lab-paused-text = Everything is where you left it, the terminals too. While it is paused, the lab uses no CPU.
lab-down-title = The services of this lab have stopped
lab-down-text = The container engine or the machine was restarted. Resume brings the services back; your passed tasks are kept.

# Tasks
lab-task-passed = Passed:
lab-task-current = At hand:
lab-task-open = Open:
lab-task-blocked = Comes later:
lab-task-error = The check broke:
lab-first = First comes: { $title }
lab-not-yet = Not yet.
lab-check-broke = No answer.
lab-checked = Checked { $time } ago
lab-checked-auto = Checked { $time } ago, after your last command
lab-check-now = Check now
lab-checking = Checking…
lab-hint-of = Hint { $number } of { $count }
lab-hint-by-state = chosen by how your lab stands
lab-hints-all-read = { $count ->
    [one] The hint is read
   *[other] All { $count } hints are read
}
lab-run = Run
lab-run-command = Run in the terminal: { $command }

# All passed
lab-done-title = { $count ->
    [one] The task is passed
   *[other] All { $count } tasks are passed
}
lab-done-figures = { $time }, { $count ->
    [0] without a hint
    [one] with one hint
   *[other] with { $count } hints
}
lab-done-hints = { $count ->
    [0] Without a hint
    [one] With one hint
   *[other] With { $count } hints
}
lab-done-stop = The lab still runs, in case you want to look around. Stop it when you are done; your progress is kept.
lab-next = Next: { $title }
lab-to-progress = See your progress

# The right pane
lab-work = Work
lab-sides = What is shown
lab-side-text = Tasks
lab-side-work = Work
lab-resize-text = Width of the tasks
lab-resize-bottom = Height of topology and logs
lab-terminal-label = Terminal { $service }. F6 leaves it.
lab-terminal-add = Another terminal
lab-terminal-on = New terminal on
lab-terminal-screen-reader = For screen readers
lab-terminal-ended = This terminal has ended, with exit code { $code }.
lab-terminal-gone = This terminal has ended with its service.
lab-terminal-tab-ended = ended
lab-terminal-again = Open it again
lab-terminal-anew = A new terminal
lab-terminal-close = Close the tab
lab-terminal-delete = Delete closes this tab
lab-page-reload = Reload the page
lab-page-browser = Open in your browser
lab-page-down = { $service } does not answer
lab-page-down-state = This page comes from a service that is not up ({ $state }). Reset it, or look at its log.
lab-page-no-port = The session publishes no port for this page. Reset the service, or stop the lab and start it again.

# The editor
lab-editor = Editor
lab-editor-loading = Opening the editor…
lab-editor-label = { $path }. Escape, then Tab leaves the editor.
lab-editor-find = Find
lab-editor-replace-field = Replace by
lab-editor-next = next
lab-editor-previous = previous
lab-editor-all = all
lab-editor-case = match case
lab-editor-word = whole words
lab-editor-regexp = regular expression
lab-editor-replace = replace
lab-editor-replace-all = replace all
lab-files = Files
lab-files-again = Read the list again
lab-files-loading = Reading the files…
lab-files-none = This folder is empty.
lab-file-opening = Opening { $path }…
lab-file-none = No file is open
lab-file-none-text = Choose one at the left. What you save is in the lab at once.
lab-file-save = Save
lab-file-save-key = Save (Ctrl+S)
lab-file-saving = Saving…
lab-file-dirty = Not saved
lab-file-outside = This file has changed in the lab since you opened it.
lab-file-take = Take the lab’s
lab-file-keep = Keep mine
lab-unsaved-mark = not saved

# Below: topology and logs
lab-bottom = What runs
lab-topology = Topology
lab-logs = Logs
lab-logs-of = Service
lab-logs-search = Search the log
lab-logs-found = { $count } of { $all } lines
lab-logs-wrap = Wrap
lab-logs-follow = Follow
lab-logs-empty = { $service } has not written anything yet
lab-logs-region = Log of { $service }
lab-load = { $cpu }% · { $memory }
lab-link = { $from } to { $to }
lab-service-created = being made
lab-service-running = running
lab-service-healthy = healthy
lab-service-unhealthy = unhealthy
lab-service-paused = paused
lab-service-exited = ended
lab-service-missing = not there

# Said to screen readers
lab-say-starting = The lab is starting.
lab-say-ready = The lab is ready.
lab-say-task-passed = Task passed: { $title }
lab-say-lab-passed = Task passed: { $title }. All tasks of this lab are passed.
lab-say-reset = Made anew: { $services }
lab-say-saved = { $path } is saved.
