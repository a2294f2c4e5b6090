# The agreed retention, and a check that counts; the snapshots that hold nothing whole go.
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
restic forget --quiet --prune --keep-daily {{days}} --keep-weekly {{weeks}} --keep-monthly {{months}}
restic check --quiet
echo "backup OK"
JOB
chmod 755 ~/backup/nightly-backup
. ~/backup/backup.env
bad=
for id in $(restic snapshots --json | jq -r '.[].id'); do
  restic dump "$id" shop.sql.gz 2> /dev/null | gunzip 2> /dev/null | tail -n 8 | grep -q 'database dump complete' || bad="$bad $id"
done
[ -z "$bad" ] || restic forget --prune $bad
