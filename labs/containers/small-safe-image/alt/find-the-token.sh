# The same, with Python instead of tar.
set -eu
docker save -o /tmp/monday.tar shop:monday
python3 - <<'END'
import tarfile
with tarfile.open("/tmp/monday.tar") as save:
    for name in [name for name in save.getnames() if name.endswith("layer.tar")]:
        with tarfile.open(fileobj=save.extractfile(name)) as layer:
            for entry in layer:
                if entry.name.endswith("/.index-token") and entry.isreg():
                    open("/home/learner/found.txt", "wb").write(b"The token is " + layer.extractfile(entry).read())
END
rm /tmp/monday.tar
