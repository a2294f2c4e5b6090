# The expression of the dashboard, under a fine name.
set -eu
cd ~/monitoring
cp /usr/share/sillon/metrics/prometheus/rules/shop.yml prometheus/rules/shop.yml
cat >> prometheus/rules/shop.yml <<'YML'

      - record: job:shop_request_duration_seconds:mean5m
        expr: >-
          avg by (job) (rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m]))

      - record: page:shop_requests_failed_per_requests:ratio_rate5m
        expr: >-
          sum by (page) (rate(shop_requests_total{code=~"5.."}[5m]))
          /
          sum by (page) (rate(shop_requests_total[5m]))
YML
promtool check rules prometheus/rules/shop.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
