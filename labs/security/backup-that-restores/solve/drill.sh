# The newest snapshot into an empty database, with a watch in the hand.
set -eu
cd ~/backup
. ./backup.env
dropdb -h drill -U drill --if-exists shop 2> /dev/null
id=$(restic snapshots --json | jq -r 'sort_by(.time) | last | .short_id')
file=$(restic ls "$id" | grep '^/' | tail -n 1)
began=$(date -u +%s)
createdb -h drill -U drill shop
restic dump "$id" "$file" | gunzip | psql -h drill -U drill -d shop -q -X -v ON_ERROR_STOP=1 > /dev/null
sleep 1
usable=$(date -u +%s)
ask() { psql -h drill -U drill -d shop -X -Atc "$1"; }
cat > drill.md <<REPORT
# Restore drill

Snapshot (ID): $id
Began (UTC): $(date -u -d "@$began" +%T)
Usable again (UTC): $(date -u -d "@$usable" +%T)
Recovery time (seconds): $((usable - began))
Orders restored: $(ask 'SELECT count(*) FROM orders')
Newest order restored (UTC): $(ask "SELECT max(placed_at) AT TIME ZONE 'UTC' FROM orders")
Recovery point (seconds): $((began - $(ask 'SELECT floor(extract(epoch FROM max(placed_at))) FROM orders')))
REPORT
