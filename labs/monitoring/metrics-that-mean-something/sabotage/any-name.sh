# Right numbers under names that say nothing.
set -eu
cd ~/monitoring
cp /usr/share/sillon/metrics/prometheus/rules/shop.yml prometheus/rules/shop.yml
cat >> prometheus/rules/shop.yml <<'YML'

      - record: shop_average_latency
        expr: >-
          sum by (job) (rate(shop_request_duration_seconds_sum[5m]))
          /
          sum by (job) (rate(shop_request_duration_seconds_count[5m]))

      - record: shop_errors
        expr: >-
          sum by (page) (rate(shop_requests_total{code=~"5.."}[5m]))
          /
          sum by (page) (rate(shop_requests_total[5m]))
YML
promtool check rules prometheus/rules/shop.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
