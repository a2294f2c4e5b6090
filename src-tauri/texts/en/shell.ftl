# The window's frame: navigation and status bar.

shell-navigation = Paddock’s screens
shell-skip = Go to the content
shell-home = Home
shell-labs = Labs
shell-progress = Progress
shell-doctor = Doctor
shell-settings = Settings
shell-status = Engine and language
shell-engine-asking = Looking for the engine…
shell-engine-context = { $engine } · { $context }
shell-engine-none = No engine answers: see the remedy
shell-services = { $count ->
    [0] nothing runs
    [one] { $count } service
   *[other] { $count } services
}
shell-cost = { $cpu } CPU · { $memory }
shell-images = { $size } of images
shell-switch-language = Switch to { $name }

# Closing the window with something unsaved
shell-close-title = Save before closing?
shell-close-lost = { $count ->
    [one] A file of the editor is not saved:
   *[other] { $count } files of the editor are not saved:
}
shell-close-labs = Labs go on running while the window is closed.
shell-close-stay = Keep working
shell-close-drop = Close without saving
shell-close-save = Save and close

# Where Paddock cannot open its data
shell-boot-failed = Paddock could not open your progress
shell-damaged-title = The file with your progress is damaged
shell-damaged-lead = It happens when a disk fails, or when a machine loses power at a bad moment. Paddock can set the file aside and carry on.
shell-damaged-asking = Looking for a good backup…
shell-damaged-aside = The damaged file stays
shell-damaged-aside-text = It gets another name in its folder. It is never deleted or overwritten, so that somebody may still recover more from it.
shell-damaged-backup = The backup of { $made } takes its place
shell-damaged-backup-text = It is the newest one that is sound. What came after it is not in it; a lab that was started since must be started again.
shell-damaged-none = There is no good backup
shell-damaged-none-text = Paddock begins anew: your name is asked again, and the progress is empty.
shell-damaged-folder = Folder
shell-damaged-from = Backup
shell-damaged-restore = Restore the backup
shell-damaged-anew = Begin anew
shell-damaged-done = Paddock is open again. The damaged file was set aside.
