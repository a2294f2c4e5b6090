# What the doctor finds.

doctor-engine = Container engine

doctor-engine-found = { $product } { $version } (API { $api }) at { $address }

doctor-contexts = Engine addresses

doctor-contexts-default = No docker context and no DOCKER_HOST: the platform’s own address is used.

doctor-memory = Memory

doctor-memory-found = The engine has { $memory } GiB of memory and { $cpus } processors.
    .hint = 4 GiB let every lab run. With Docker Desktop, raise the limit in Settings, Resources.

doctor-disk = Disk

doctor-disk-found = { $free } GiB are free where { $dir } lies; labs want { $wanted }.
    .hint = Free at least { $wanted } GiB on the disk of { $dir }. These commands show what Docker holds, and remove images that nothing uses.

doctor-images = Images

doctor-images-found = { $done } of { $total } images of labs are there.
    .hint = The others are built when a lab first needs them, in some minutes. Build them now to save the wait.

doctor-catalogue = Catalogue

doctor-catalogue-found = { $broken ->
        [none] Labs that can be run: { $count }.
       *[other] Labs that can be run: { $count }. These have mistakes: { $broken }.
    }
    .hint = See what is wrong with them.

doctor-database = Your progress

doctor-database-found = Kept in { $file }, with traces of { $count ->
    [one] { $count } lab
   *[other] { $count } labs
}.
