# What is wrong with a lab, and the remedy.

lint-yaml = This is not YAML: { $error }.
    .hint = Look at the line and the one before it: most often a colon, a bracket, a quote or the indentation.

lint-unknown-key = `{ $key }` is not a key of { $what }.
    .hint = { $near ->
        [none] Known keys: { $known }.
       *[other] Did you mean `{ $near }`?
    }

lint-missing-key = { $what } lacks `{ $key }`.
    .hint = Add it; docs/LAB_FORMAT.md shows how.

lint-type = { $what } has to be { $expected ->
        [text] a text
        [list] a list
        [mapping] a mapping
        [number] a number
       *[boolean] true or false
    }, and is { $found ->
        [text] a text
        [list] a list
        [mapping] a mapping
        [number] a number
        [boolean] true or false
       *[nothing] empty
    }.
    .hint = Look at the indentation, and put quotes around texts that look like numbers.

lint-range = { $what } is { $value }; it has to lie between { $from } and { $to }.
    .hint = Choose a value within.

lint-empty-text = { $what } is empty in `{ $lang }`.
    .hint = Both languages are required.

lint-not-a-slug = `{ $value }` cannot be used for { $what }.
    .hint = Use a-z, 0-9 and - inside, at most 40 characters.

lint-not-one-of = { $what } is `{ $value }`.
    .hint = Choose one of: { $known }.

lint-newer-format = This lab has format { $found }; this Paddock reads up to { $known }.
    .hint = Update Paddock.

lint-id-differs = The id is `{ $id }`, the folder is called `{ $folder }`.
    .hint = Give both the same name.

lint-unknown-track = There is no track `{ $track }`.
    .hint = labs/tracks.yaml has: { $known }.

lint-twice = { $what } `{ $value }` stands there twice.
    .hint = Give each a name of its own.

lint-need = The task `{ $task }` needs `{ $need }`, which does not come before it.
    .hint = Needs name earlier tasks of the list.

lint-no-tasks = There are no tasks.
    .hint = A lab has at least one task.

lint-no-terminals = There are no terminals.
    .hint = Name at least one service to work in.

lint-no-messages = The check of `{ $task }` has no messages.
    .hint = Each exit code from 1 to 119 needs a message that says why not yet.

lint-no-hints = The task `{ $task }` has no hints.
    .hint = Give at least one that leads and does not tell.

lint-hint-code = A hint of `{ $task }` waits for exit code { $code }, which its check has no message for.
    .hint = Use a code of check.messages.

lint-no-sabotage = No task has a sabotage.
    .hint = Add the wrong fixes that people really make: without them nobody knows whether the checks see them.

lint-exit-code = `{ $code }` cannot be an exit code of a check.
    .hint = Use 1 to 119; 0 is “done”, 124 the time-out.

lint-script-missing = { $what }: the script { $path } is not there.
    .hint = Write it, or mend the path; it is relative to the lab’s folder.

lint-path-leaves = The path { $path } leaves the lab.
    .hint = Use a path within the lab’s folder; images of the catalogue are `../../images/NAME`.

lint-link-leaves = { $file } is a link that leads out of the folder.
    .hint = Put a copy of the file in its place.

lint-dangling-link = { $file } is a link that leads nowhere.
    .hint = Remove it, or put the file in its place.

lint-file-missing = The file { $file } is not there.
    .hint = Write it, or mend the path; it is relative to the lab’s folder.

lint-not-utf8 = { $file } is not UTF-8 text.
    .hint = Save it as UTF-8; the line is that of the first wrong byte.

lint-file-too-large = { $file } has { $bytes } bytes; a file may have { $limit }.
    .hint = Make it smaller, or let the lab’s image fetch or make it.

lint-lab-too-large = The lab has { $bytes } bytes; it may have { $limit }.
    .hint = Let the lab’s image fetch or make what is large.

lint-no-story = There is no story before the first section.
    .hint = Say in a few sentences what happened and what is at stake.

lint-no-section = There is no section `## { $heading }` with a text.
    .hint = Add it.

lint-stranger-section = The section `## { $heading }` belongs to no task.
    .hint = Headings of sections are the ids of tasks, and `debrief`; use `###` for others.

lint-section-order = The sections are not in the order of the tasks.
    .hint = The order is: { $wanted }.

lint-no-service = { $what } names the service `{ $service }`, which compose.yaml does not have.
    .hint = It has: { $known }.

lint-page-port = A page uses port { $port } of `{ $service }`, which compose.yaml does not publish.
    .hint = Add the port to the service’s `ports`.

lint-no-variable = There is no variable `{ $name }`.
    .hint = Add it to `variables`, or mend the name. In a check’s message it may also be said by the script with `::set { $name }=…`.

lint-config-variable = { $file } names a variable `{ $name }` that the lab does not have.
    .hint = Mend the name, or mark the config with `x-paddock-template: false` if the file’s own syntax uses double braces.

lint-variable-name = `{ $name }` cannot name a variable.
    .hint = Begin with a letter; letters, digits and _ follow.

lint-variable = The variable `{ $name }` does not say how its value is drawn.
    .hint = Give exactly one of `pick: [a, b]`, `range: [1, 9]`, `token: 16`, `words: 2`.

lint-only-in-english = { $place }: this { $what ->
        [link] link
        [number] number
        [command] command
       *[code] code
    } stands in the English text only: { $item }
    .hint = Both languages show the same commands, `code`, numbers and links.

lint-only-in-french = { $place }: this { $what ->
        [link] link
        [number] number
        [command] command
       *[code] code
    } stands in the French text only: { $item }
    .hint = Both languages show the same commands, `code`, numbers and links.

lint-refused-key = `{ $key }` is never allowed in a lab (service `{ $service }`).
    .hint = No grant opens the host’s paths and namespaces, or the engine’s socket. Find a way without it; docs/LAB_FORMAT.md lists what is supported.

lint-needs-grant = `{ $key }` of the service `{ $service }` needs a grant.
    .hint = If the lab cannot do without it, say why in lab.yaml: `grants: [{"{"}service: { $service }, allow: [{ $key }], why: {"{"}en: …, fr: …{"}"}{"}"}]`. The learner is asked before the first start.

lint-grant-unused = The grant of `{ $key }` to the service `{ $service }` is not used: compose.yaml asks for nothing that needs it.
    .hint = Remove it from `grants`: the learner is asked for no more than the lab uses.

lint-grant-key = `{ $key }` cannot be granted.
    .hint = These can: { $known }. The host’s paths and namespaces and the engine’s socket are refused always.

lint-capability = { $what } names `{ $value }`, which is no capability of Linux.
    .hint = { $near ->
        [none] Write a name of `man 7 capabilities`, with or without `CAP_`, or `ALL`.
       *[other] Did you mean `{ $near }`?
    }

lint-device = `{ $value }` is no device that a lab may name.
    .hint = Write a path below `/dev`: `/dev/fuse`, or `/dev/fuse:/dev/fuse:rw` with the rights r, w and m.

lint-host-path = A lab cannot mount the host’s path { $path }.
    .hint = Use a named volume, or `configs` for files of the lab. No grant allows it, nor the engine’s socket.

lint-no-services = There are no services.
    .hint = Add at least one.

lint-no-image = The service `{ $service }` has neither `image` nor `build`.
    .hint = Most labs use `build: ../../images/NAME`.

lint-no-catalogue-image = The catalogue has no image `{ $image }`.
    .hint = labs/images has: { $known }.

lint-no-dockerfile = There is no { $file } in { $context }.
    .hint = Write it, or name it with build.dockerfile.

lint-depends-on = `{ $service }` depends on `{ $need }`, which is not there.
    .hint = Mend the name.

lint-depends-on-health = `{ $service }` waits until `{ $need }` is healthy, which has no healthcheck.
    .hint = Add a healthcheck to it, or wait for `service_started`.

lint-circle = These services wait for each other: { $services }.
    .hint = Remove one `depends_on`.

lint-no-network = There is no network `{ $network }`.
    .hint = Add it to the top-level `networks`.

lint-no-volume = There is no volume `{ $volume }`.
    .hint = Add it to the top-level `volumes`.

lint-no-config = { $what } has no `{ $name }`.
    .hint = Add it to the top level, with the `file` it comes from.

lint-mount-target = `{ $target }` is not an absolute path in the container.
    .hint = Write `volume:/path`.

lint-interpolation = `{ $text }` cannot be filled in.
    .hint = Use `${"{"}name{"}"}`, `${"{"}name:-default{"}"}`, or `$$` for a dollar sign.

lint-duration = { $what } is `{ $value }`, which is no duration.
    .hint = Write for example `500ms`, `5s` or `1m30s`.

lint-size = { $what } is `{ $value }`, which is no size.
    .hint = Write for example `64m` or `1g`.

lint-cpus = { $what } is `{ $value }`.
    .hint = Write a number of processors such as `0.5` or `2`.

lint-quotes = { $what } has a quote that is not closed.
    .hint = Close it, or write the command as a list.

lint-port = `{ $value }` is no port.
    .hint = Write the container’s TCP port: `8010`, or `8010:8010`.

lint-id-number = { $what } is `{ $value }`.
    .hint = Write a number from 0 to 65534.

lint-mode = `{ $value }` is no file mode.
    .hint = Write it in octal, such as `0644`.

lint-sysctl = The kernel setting `{ $name }` is not allowed in a lab.
    .hint = Only `net.` settings belong to a container alone.
