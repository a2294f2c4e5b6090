# Settings.

settings-title = Settings
settings-lead = Every change holds at once.
settings-name = Your name
settings-name-text = How Paddock speaks to you.
settings-save = Save
settings-saved = Saved
settings-language = Language
settings-language-text = Of the window, the labs and the messages. EN and FR in the status bar do the same.
settings-theme = Appearance
settings-theme-text = Light, dark, or as the system has it.
settings-theme-system = System
settings-theme-light = Light
settings-theme-dark = Dark
settings-motion = Motion
settings-motion-text = Follows the system: where it asks for less motion, nothing moves here.
settings-data = Your data
settings-data-text = What you passed is kept in one database on this machine, with a rolling backup. Nothing is sent anywhere.
settings-data-looking = Looking at the database…
settings-data-doctor = Open the doctor
settings-about = Paddock { $version } · free software under the MIT or Apache 2.0 licence, as you like
