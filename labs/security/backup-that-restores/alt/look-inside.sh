# Another way: each dump is put into a database on the drill server, until one goes in without an error.
set -eu
cd ~/backup
. ./backup.env
bytes=$(restic stats --json --mode restore-size latest | jq .total_size)
for id in $(restic snapshots --json | jq -r 'sort_by(.time) | reverse | .[].short_id'); do
  dropdb -h drill -U drill --if-exists look 2> /dev/null
  createdb -h drill -U drill look
  restic dump "$id" shop.sql.gz | gunzip > /tmp/look.sql
  if psql -h drill -U drill -d look -q -X -1 -v ON_ERROR_STOP=1 -f /tmp/look.sql > /dev/null 2>&1 \
    && orders=$(psql -h drill -U drill -d look -Atc 'SELECT count(*) FROM orders' 2> /dev/null) \
    && [ "$(psql -h drill -U drill -d look -Atc "SELECT count(*) FROM pg_constraint WHERE contype = 'f'")" -gt 2 ]; then break; fi
done
dropdb -h drill -U drill look
rm /tmp/look.sql
printf '# Findings\n\n- Newest snapshot: %s bytes\n- Last snapshot that is whole: `%s`\n- Orders in it: %s\n' "$bytes" "$id" "$orders" > findings.md
