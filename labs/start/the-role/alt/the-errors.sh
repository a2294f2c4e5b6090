# Prometheus asked by its API.
set -eu
page=~/notes/first-day.md
n=0
until found=$(curl -sSg -m 10 'http://prometheus:9090/api/v1/query?query=shop_requests_total{code="500"}') && echo "$found" | grep -q '"server"'; do
  n=$((n + 1)); [ $n -lt 90 ] || { echo "$found"; exit 1; }
  sleep 1
done
server=$(echo "$found" | sed 's/.*"server":"\([a-z0-9]*\)".*/\1/')
name=$(echo "$found" | sed 's/.*"page":"\([a-z]*\)".*/\1/')
sed -i -e "s|^Server with errors:.*|Server with errors: $server|" -e "s|^Page with errors:.*|Page with errors: /$name|" $page
