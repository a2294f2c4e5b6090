# The first snapshot whose dump has bytes is taken for a good one: it came right after the last whole one, and breaks off.
set -eu
cd ~/backup
whole=$(sed -n 's/^Last.*: *//p' findings.md)
next=$(grep -A 1 "^$whole" .oldest | tail -n 1 | cut -c1-8)
sed -i -e "s/^\(Last.*:\).*/\1 $next/" findings.md
