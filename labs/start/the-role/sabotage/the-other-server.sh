# The server that has the older version: old is not broken.
set -eu
other=web1
if [ {{newer}} = web1 ]; then other=web2; fi
sed -i "s|^Server with errors:.*|Server with errors: $other|" ~/notes/first-day.md
