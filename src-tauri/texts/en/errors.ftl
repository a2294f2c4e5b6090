# What failed, and what to do.

error-engine-unreachable = No container engine answers at { $target }.
    .hint = Start Docker and try again; `paddock doctor` says how on this machine. ({ $detail })

error-engine-gone = The container engine went away in the middle of the work ({ $target }).
    .hint = Start Docker again, then do the same once more; `paddock doctor` says how on this machine. Your progress is safe, and what was left half-made is removed then. ({ $detail })

error-engine-silent = The container engine takes the call and does not answer ({ $target }).
    .hint = Restart Docker, then try again; `paddock doctor` says how on this machine. Your progress is safe, and what was left half-made is removed then. ({ $detail })

error-engine-permission = The container engine at { $target } does not let you in.
    .hint = Add yourself to the group `docker` (`sudo usermod -aG docker "$USER"`), then log in again. ({ $detail })

error-engine-too-old = The container engine at { $target } is too old: { $detail }.
    .hint = Install Docker 20.10 or newer, or Podman 4 or newer.

error-engine-no-space = The disk of the container engine is full ({ $target }).
    .hint = See what takes the room with `docker system df`, free some with `docker image prune`, and try again. Your progress is safe.

error-engine-failed = The container engine could not do its part ({ $op } { $target }): { $detail }
    .hint = Try again. If it stays, `paddock doctor` looks at the engine; restarting Docker often helps, and loses nothing.

error-build-failed = The image { $target } could not be built: { $detail }
    { $tail }
    .hint = The last lines say which step failed. Most often the network or a package mirror was away: try again. Behind a company proxy, set HTTPS_PROXY, and PADDOCK_EXTRA_CA_FILE to its certificate.

error-image-missing = The image { $target } is not there: { $detail }
    .hint = Build the images with `paddock images build`, or load them from a file with `paddock images load FILE`.

error-image-not-built = The image { $target } is not built yet.
    .hint = Build it first with `paddock images build`.

error-service-exited = The service { $target } ended before it was ready (exit code { $code }).
    { $tail }
    .hint = Its last lines say why. Nothing was left behind: start the lab again. ({ $detail })

error-service-unhealthy = The service { $target } did not become healthy.
    { $tail }
    .hint = The last lines are those of its health check. The machine may be busy: close what you do not need and start the lab again. ({ $detail })

error-not-running = The service { $target } is not running.
    .hint = Resume the lab (`paddock resume LAB`), or reset the service (`paddock reset LAB { $target }`). ({ $detail })

error-container-gone = The container of the service { $target } is gone.
    .hint = Reset the service, or stop the lab and start it again. What you passed stays passed.

error-cancelled = Cancelled. Nothing was left behind.
    .hint = Start again whenever you like.

error-abandoned = Cancelled, before everything that had been made was removed.
    .hint = The next `paddock status` or `paddock start` removes the rest. Your progress is safe.

error-lab-unknown = There is no lab `{ $lab }`.
    .hint = { $near ->
        [none] `paddock lab list` shows the labs there are.
       *[other] Did you mean `{ $near }`? `paddock lab list` shows all of them.
    }

error-lab-invalid = The lab { $lab } has mistakes ({ $count }), so it cannot run:
    .hint = If you wrote it, mend what is listed; `paddock lab lint PATH` checks again. If not, tell its author.

error-task-unknown = There is no task `{ $task }` in this lab.
    .hint = Its tasks are: { $known }.

error-service-unknown = There is no service `{ $service }` in this lab.
    .hint = Its services are: { $known }.

error-no-session = The lab { $lab } is not running.
    .hint = Start it with `paddock start { $lab }`. What you passed before stays passed.

error-starting-elsewhere = The lab { $lab } is being started already, in another window or terminal.
    .hint = Wait until it is ready there; then both can use it.

error-setup-failed = The lab’s preparation { $script } failed (exit code { $code }).
    { $tail }
    .hint = Nothing was left behind. Start it again; if it stays, it is the lab’s fault, not yours: tell its author.

error-grants-not-agreed = The lab { $lab } asks for rights that labs usually do not get, and you have not agreed to them yet:
    .hint = If you trust where it comes from, agree with `paddock start { $lab } --agree`. You are asked once for each version of the lab.

error-script-failed = The script { $script } failed (exit code { $code }).
    { $tail }
    .hint = It may need an earlier task to be done first. Reset the lab and run it again from the first task.

error-no-more-hints = There are no more hints for this task ({ $task }).
    .hint = Read those you have once more, slowly, with the check’s message beside them.

error-no-hint-fits = The next hint for this task ({ $task }) does not fit how the lab stands now.
    .hint = Carry on, check, and ask again: hints look at what you did.

error-file-too-large = The file { $target } is too large for the editor.
    .hint = The limit is 1 MiB. Look at it in the terminal with `less`. { $detail }

error-file-not-text = The file { $target } is not text.
    .hint = Look at it in the terminal, with `file` or `hexdump -C`.

error-file-not-found = The file { $target } is not there any more.
    .hint = Reload the list of files; it may have been renamed or removed in the terminal. ({ $detail })

error-file-no-space = There is no room left on the disk for { $path }.
    .hint = Free some room, or choose a file on another disk, and try again. Nothing was left behind. ({ $detail })

error-file-unwritable = { $path } cannot be written: { $cause ->
        [no-folder] its folder does not exist.
        [denied] you do not have the right to.
        [read-only] nothing can be written on that disk.
       *[other] the system refuses.
    }
    .hint = Choose a folder that exists and that you may write into. ({ $detail })

error-archive-unusable = The file { $target } holds no images, or not all of it is there.
    .hint = Take one that `paddock images save FILE` wrote; if it is one, copy it again and compare the sizes. ({ $detail })

error-database-locked = Your progress in { $file } is held by another program.
    .hint = Close other Paddock windows, backup tools or editors that hold the file, and try again. Nothing is lost. ({ $detail })

error-database-read-only = Your progress in { $file } cannot be written.
    .hint = Make the file and its folder writable for you, or set PADDOCK_HOME to a folder that is. Nothing is lost. ({ $detail })

error-database-permission = This user may not read and write your progress in { $file }.
    .hint = Make the folder { $folder } and what is in it yours again (after a `sudo`, the files may belong to root), or set PADDOCK_HOME to a folder of yours. Nothing is lost. ({ $detail })

error-database-no-space = There is no room left on the disk to keep your progress ({ $file }).
    .hint = Free some room and try again. Everything kept before is safe. ({ $detail })

error-database-damaged = The file with your progress is damaged: { $file }.
    .hint = { $backup ->
        [none] `paddock rescue` sets it aside, deletes nothing, and begins anew: there is no good backup.
       *[other] `paddock rescue` sets it aside, deletes nothing, and restores the newest good backup: { $backup }.
    } ({ $detail })

error-database-newer = Your progress in { $file } was written by a newer Paddock (format { $found }; this one knows { $known }).
    .hint = Update Paddock. Nothing was changed. ({ $detail })

error-database-failed = Your progress in { $file } could not be read or written: { $detail }
    .hint = Look at the disk and the rights of that folder, then try again.

error-home-unusable = The folder { $path } cannot be used: { $detail }
    .hint = Make it writable for you, or set PADDOCK_HOME to another folder.

error-no-home = This system names no folder for the data of programs.
    .hint = Set PADDOCK_HOME to a folder of your choice.

error-no-tracks = The catalogue has no tracks.yaml.
    .hint = A catalogue is a folder with tracks.yaml, and labs as TRACK/LAB: see docs/LAB_FORMAT.md.

error-folder-unreadable = { $path } cannot be read: { $detail }
    .hint = Check the path and its rights.

error-no-certificate = { $path } holds no certificate.
    .hint = PADDOCK_EXTRA_CA_FILE names a PEM file with the certificates that your network adds; leave it empty for none.

error-bad-name = This name cannot be used.
    .hint = Write 1 to { $limit } characters on one line.

error-bad-setting = The setting `{ $key }` cannot be kept.
    .hint = Its name has 1 to 80 bytes, its value at most 4096.

error-url-refused = Paddock does not open { $url }.
    .hint = Only https: links of labs, and their own pages on this machine, are opened.

error-bad-input = What was sent cannot be used: { $detail }
    .hint = Try again; if it stays, restart Paddock. Nothing is lost.
