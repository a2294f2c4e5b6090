# In files of their own, step by step: rates first, then the ratios of what is recorded, with `without` and increase().
set -eu
cd ~/monitoring
cp /usr/share/sillon/metrics/prometheus/rules/shop.yml prometheus/rules/shop.yml
cat > prometheus/rules/speed.yml <<'YML'
groups:
  - name: speed
    interval: 10s
    rules:
      - record: job:shop_request_duration_seconds:mean5m
        expr: |
          sum without (instance, page) (increase(shop_request_duration_seconds_sum[5m]))
            / sum without (instance, page) (increase(shop_request_duration_seconds_count[5m]))
      - record: job_page:shop_requests_failed:rate5m
        expr: sum by (job, page) (rate(shop_requests_total{code=~"5.+"}[5m]))
      - record: job_page:shop_requests:rate5m
        expr: sum by (job, page) (rate(shop_requests_total[5m]))
      - record: job_page:shop_requests_failed:ratio_rate5m
        expr: job_page:shop_requests_failed:rate5m / job_page:shop_requests:rate5m
YML
promtool check rules prometheus/rules/*.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
