# Another way: prune and check as steps of their own, and the bad nights by their dates.
set -eu
sed -i '/restic forget .*--keep-daily/d' ~/backup/nightly-backup
cat >> ~/backup/nightly-backup <<'JOB'
restic forget --quiet --keep-daily={{days}} --keep-weekly={{weeks}} --keep-monthly={{months}} || exit 4
restic prune --quiet --max-unused 0 || exit 5
restic check --read-data-subset=10% || exit 6
JOB
. ~/backup/backup.env
edge=$(date -u -d '-{{cut_days}} days' +%FT%T)
today=$(date -u -d '-2 hours' +%FT%T)
last=$(restic snapshots --json | jq -r 'sort_by(.time) | last | .id')
restic snapshots --json | jq -r --arg edge "$edge" --arg last "$last" '.[] | select(.time > $edge and .id != $last) | .id' > /tmp/bad
for id in $(cat /tmp/bad); do
  if restic ls "$id" | grep -q 'shop.sql'; then echo "$id"; fi
done | xargs -r restic forget
rm /tmp/bad
