# From the newest to the oldest: the first dump that ends as a finished one does. Its orders are counted in a database.
set -eu
cd ~/backup
. ./backup.env
[ -e .oldest ] || restic snapshots --json | jq -r 'sort_by(.time) | .[].id' > .oldest
newest=$(tail -n 1 .oldest)
if grep -q 'ID): [0-9a-f]' findings.md && [ -e .answer ]; then cp .answer findings.md; exit 0; fi
bytes=$(restic ls -l --json "$newest" | jq -s '[.[] | select(.type == "file") | .size // 0] | add')
for id in $(tac .oldest); do
  if restic dump "$id" shop.sql.gz | gunzip | tail -n 8 | grep -q 'database dump complete'; then whole=$id; break; fi
done
orders=$(restic dump "$whole" shop.sql.gz | gunzip | awk '/^COPY public.orders /{n=0; on=1; next} /^\\\.$/{if (on) print n; on=0} on {n++}')
sed -e "s/^\(Newest.*:\).*/\1 $bytes/" -e "s/^\(Last.*:\).*/\1 $(echo "$whole" | cut -c1-8)/" -e "s/^\(Orders.*:\).*/\1 $orders/" \
  /usr/share/sillon/backup/findings.md > .answer
cp .answer findings.md
