# A layer of Monday's image has the file that a later layer only hides.
set -eu
look=$(mktemp -d)
docker save shop:monday | tar -x -C "$look"
for layer in "$look"/*/layer.tar; do
  if tar -xOf "$layer" srv/shop/.index-token > "$look/token" 2>/dev/null; then cp "$look/token" ~/found.txt; fi
done
rm -rf "$look"
cat ~/found.txt
