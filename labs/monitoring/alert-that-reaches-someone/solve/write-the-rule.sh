# p95 of each page, over a minute, above 2 s for 10 s; then wait until it fires on the slow shop.
set -eu
cd ~/shop
cp /usr/share/sillon/shop/prometheus/rules/shop.yml prometheus/rules/shop.yml
cat >> prometheus/rules/shop.yml <<'END'

      - alert: ShopSlow
        expr: >-
          histogram_quantile(0.95, sum by (le, page) (rate(shop_request_duration_seconds_bucket[1m]))) > 2
        for: 10s
        labels:
          severity: page
          service: shop
        annotations:
          summary: p95 latency above 2 s
END
promtool check rules prometheus/rules/shop.yml

# an earlier mistake may have left the whole configuration unread
cp /usr/share/sillon/shop/prometheus/prometheus.yml prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
curl -sSf -m 10 -X POST http://shop:8080/export/start
n=0
until curl -sf -m 5 http://alertmanager:9093/api/v2/alerts | jq -e 'any(.[]; .labels.alertname == "ShopSlow" and .labels.page == "/{{slow}}")' >/dev/null \
   && curl -sf -m 5 http://prometheus:9090/api/v1/alerts | jq -e '.data.alerts | any(.labels.alertname == "ShopSlow" and .labels.page == "/{{slow}}" and .state == "firing")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 150 ]; then echo "ShopSlow does not fire" >&2; exit 1; fi
  sleep 1
done
