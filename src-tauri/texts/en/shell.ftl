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
