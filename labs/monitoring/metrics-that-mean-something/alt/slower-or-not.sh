# Asks the API for it, by page and server and weighed by hand, over the last half minute.
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
ask() {
  curl -sSf -m 10 http://prometheus:9090/api/v1/query --data-urlencode "query=$1" | jq -r '.data.result[0].value[1] // "0"'
}
n=0
until [ "$(ask 'min(count_over_time(up{job="shop"}[40s]))')" -ge 8 ] && [ "$(ask 'count(up{job="shop"})')" -eq 2 ]; do
  n=$((n + 1))
  if [ $n -gt 120 ]; then echo "web2 has no history" >&2; exit 1; fi
  sleep 1
done
mean='sum(rate(shop_request_duration_seconds_sum[RANGE]) / rate(shop_request_duration_seconds_count[RANGE]) * rate(shop_request_duration_seconds_count[RANGE])) / sum(rate(shop_requests_total[RANGE]))'
put 'Average response time now (ms)' "about $(ask "1000 * $(echo "$mean" | sed 's/RANGE/30s/g')" | cut -c 1-5)"
put 'Average response time a week ago (ms)' "$(ask "1000 * $(echo "$mean" | sed 's/\[RANGE\]/[6h] offset 1w/g')" | cut -c 1-5)"
