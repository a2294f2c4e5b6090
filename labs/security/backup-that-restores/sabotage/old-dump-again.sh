# The last whole dump is stored once more, as a new snapshot.
set -eu
. ~/backup/backup.env
id=$(sed -n 's/^Last.*: *//p' ~/backup/findings.md)
restic dump "$id" shop.sql.gz > /tmp/old.sql.gz
restic backup --quiet --stdin --stdin-filename shop.sql.gz < /tmp/old.sql.gz
rm /tmp/old.sql.gz
