# The doctor: whether labs can run here.

doctor-title = Doctor
doctor-lead = What labs need from this machine, and the remedy where something is missing.
doctor-again = Check again
doctor-looking = Looking at the engine, the disk and the database…
doctor-ok = Labs can run here
doctor-ok-text = Everything they need was found.
doctor-warnings = { $count ->
    [one] One thing is worth a look; nothing stands in the way.
   *[other] { $count } things are worth a look; nothing stands in the way.
}
doctor-not-ok = Labs cannot run yet
doctor-not-ok-text = { $count ->
    [one] One thing has to be mended first. Its remedy stands below.
   *[other] { $count } things have to be mended first. Their remedies stand below.
}
doctor-remedy = Remedy:
doctor-state-ok = in order
doctor-state-warning = worth a look
doctor-state-failure = to mend
