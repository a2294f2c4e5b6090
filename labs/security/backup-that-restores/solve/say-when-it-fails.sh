# The dump is finished before restic begins; the first failure ends the job.
set -eu
cat > ~/backup/nightly-backup <<'JOB'
#!/bin/bash
# Nightly backup of the shop's database. The scheduler runs this at 02:30; exit code 0 is green.
set -euo pipefail
umask 077
. /home/learner/backup/backup.env

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pg_dump -h db -U backup shop | gzip > "$work/shop.sql.gz"
restic backup --quiet --stdin --stdin-filename shop.sql.gz < "$work/shop.sql.gz"
restic forget --quiet --keep-daily 7 --keep-weekly 8
echo "backup OK"
JOB
chmod 755 ~/backup/nightly-backup
