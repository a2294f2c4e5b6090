# Asks the API instead of the graph: p95 of each page over the last two days, minute by minute, until an hour before now.
set -eu
cd ~/shop
now=$(date -u +%s)
answer=$(curl -sSf -m 30 http://prometheus:9090/api/v1/query_range \
  --data-urlencode 'query=histogram_quantile(0.95, sum by (le, page) (rate(shop_request_duration_seconds_bucket[1m]))) > 1' \
  --data-urlencode "start=$((now - 2 * 86400))" --data-urlencode "end=$((now - 3600))" --data-urlencode step=60)
page=$(echo "$answer" | jq -r '.data.result[0].metric.page')
began=$(echo "$answer" | jq -r '.data.result[0].values[0][0] | floor')
printf 'What I found\n\n- **Page:** `%s`\n- **Began (UTC):** %s\n' "$page" "$(date -u -d "@$began" +%-H:%M)" > incident.md
cat incident.md
