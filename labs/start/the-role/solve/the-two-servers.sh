# The header that each server sends.
set -eu
page=~/notes/first-day.md
if [ {{newer}} = web1 ]; then web1=2.{{new}} web2=2.{{old}}; else web1=2.{{old}} web2=2.{{new}}; fi
sed -i -e "s|^Version on web1:.*|Version on web1: $web1|" -e "s|^Version on web2:.*|Version on web2: $web2|" $page
