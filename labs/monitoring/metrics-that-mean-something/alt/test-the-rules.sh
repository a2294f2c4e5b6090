# Another file, another shop: a restart in the middle, the rules compared with a limit instead of a number.
set -eu
cd ~/monitoring
cat > tests/speed.yml <<'YML'
rule_files: [../prometheus/rules/*.yml]
evaluation_interval: 30s
tests:
  - interval: 30s
    input_series:
      - {series: 'shop_request_duration_seconds_count{job="shop",instance="a",page="/records"}', values: '700+100x20 0+100x20'}
      - {series: 'shop_request_duration_seconds_sum{job="shop",instance="a",page="/records"}', values: '9000+10x20 0+10x20'}
      - {series: 'shop_request_duration_seconds_count{job="shop",instance="b",page="/search"}', values: '0+10x40'}
      - {series: 'shop_request_duration_seconds_sum{job="shop",instance="b",page="/search"}', values: '400+12x40'}
      - {series: 'shop_requests_total{job="shop",instance="a",page="/search",code="200"}', values: '700+90x40'}
      - {series: 'shop_requests_total{job="shop",instance="a",page="/search",code="500"}', values: '0+10x40'}
    promql_expr_test:
      - expr: abs(job:shop_request_duration_seconds:mean5m - 0.2) < bool 0.001
        eval_time: 9m
        exp_samples: [{labels: '{job="shop"}', value: 1}]
      - expr: abs(job_page:shop_requests_failed:ratio_rate5m - 0.1) < bool 0.001
        eval_time: 9m
        exp_samples: [{labels: '{job="shop", page="/search"}', value: 1}]
YML
promtool test rules tests/shop.yml tests/speed.yml
