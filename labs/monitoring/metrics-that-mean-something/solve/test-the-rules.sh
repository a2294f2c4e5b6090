# Two pages that differ in visitors and in speed, counters that began long ago, and numbers that come out even.
set -eu
cd ~/monitoring
rm -rf tests
mkdir tests
cp /usr/share/sillon/metrics/tests/shop.yml tests/shop.yml
cat >> tests/shop.yml <<'YML'

  - interval: 1m
    input_series:
      # 90 answers a minute with 0.1 s each, and 30 with 1.7 s: 120 answers in 60 s
      - series: 'shop_request_duration_seconds_count{job="shop", instance="web1:8080", page="/records"}'
        values: '100000+90x20'
      - series: 'shop_request_duration_seconds_sum{job="shop", instance="web1:8080", page="/records"}'
        values: '9000+9x20'
      - series: 'shop_request_duration_seconds_count{job="shop", instance="web2:8080", page="/checkout"}'
        values: '2000+30x20'
      - series: 'shop_request_duration_seconds_sum{job="shop", instance="web2:8080", page="/checkout"}'
        values: '700+51x20'
      - series: 'shop_requests_total{job="shop", instance="web1:8080", page="/checkout", code="200"}'
        values: '9000+30x20'
      - series: 'shop_requests_total{job="shop", instance="web2:8080", page="/checkout", code="404"}'
        values: '100+15x20'
      - series: 'shop_requests_total{job="shop", instance="web2:8080", page="/checkout", code="503"}'
        values: '5+15x20'
    promql_expr_test:
      - expr: job:shop_request_duration_seconds:mean5m
        eval_time: 10m
        exp_samples:
          - {labels: 'job:shop_request_duration_seconds:mean5m{job="shop"}', value: 0.5}
      - expr: page:shop_requests_failed_per_requests:ratio_rate5m
        eval_time: 10m
        exp_samples:
          - {labels: 'page:shop_requests_failed_per_requests:ratio_rate5m{page="/checkout"}', value: 0.25}
YML
promtool test rules tests/shop.yml
