# Another way: restic restore into a folder, pg_restore, and times with their dates.
set -eu
cd ~/backup
. ./backup.env
began=$(date -u +%s)
dir=$(mktemp -d)
restic restore latest --target "$dir"
id=$(restic snapshots --json latest | jq -r '.[-1].id')
createdb -h drill -U drill shop
pg_restore -h drill -U drill -d shop --no-owner --exit-on-error "$dir"/shop.dump
rm -r "$dir"
sleep 1
usable=$(date -u +%s)
ask() { psql -h drill -U drill -d shop -X -Atc "$1"; }
cat > drill.md <<REPORT
- **Snapshot:** $id
- **Began:** $(date -u -d "@$began" '+%F %T')
- **Usable again:** $(date -u -d "@$usable" '+%F %T')
- **Recovery time:** $((usable - began)) s
- **Orders restored:** $(ask 'SELECT count(*) FROM orders')
- **Newest order restored:** $(ask "SELECT to_char(max(placed_at) AT TIME ZONE 'UTC', 'HH24:MI:SS') FROM orders")
- **Recovery point:** $((began - $(ask 'SELECT floor(extract(epoch FROM max(placed_at))) FROM orders'))) s
REPORT
