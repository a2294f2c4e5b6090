# The repository lies on the disk of the same machine.
set -eu
. ~/backup/backup.env
RESTIC_REPOSITORY=/home/learner/restic restic init
cat > ~/backup/nightly-backup <<'JOB'
#!/bin/bash
set -euo pipefail
. /home/learner/backup/backup.env
export RESTIC_REPOSITORY=/home/learner/restic
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pg_dump -h db -U backup shop | gzip > "$work/shop.sql.gz"
restic backup --quiet --stdin --stdin-filename shop.sql.gz < "$work/shop.sql.gz"
JOB
night
