# The share of bad checkouts over four windows, and two alerts that each want two of them to be high.
set -eu
cd ~/monitoring
rm -f prometheus/rules/*
cp /usr/share/sillon/slo/monitoring/prometheus/rules/checkout.yml prometheus/rules/
cat > prometheus/rules/slo.yml <<'YML'
groups:
  - name: promise
    rules:
      - record: job:checkouts_bad:ratio_rate25s
        expr: >-
          1 - sum by (job) (rate(checkout_duration_seconds_bucket{le="0.3"}[25s])) / sum by (job) (rate(checkout_duration_seconds_count[25s]))
          + sum by (job) (rate(checkouts_total{outcome="error"}[25s])) / sum by (job) (rate(checkouts_total[25s]))
      - record: job:checkouts_bad:ratio_rate150s
        expr: >-
          1 - sum by (job) (rate(checkout_duration_seconds_bucket{le="0.3"}[150s])) / sum by (job) (rate(checkout_duration_seconds_count[150s]))
          + sum by (job) (rate(checkouts_total{outcome="error"}[150s])) / sum by (job) (rate(checkouts_total[150s]))
      - record: job:checkouts_bad:ratio_rate5m
        expr: >-
          1 - sum by (job) (rate(checkout_duration_seconds_bucket{le="0.3"}[5m])) / sum by (job) (rate(checkout_duration_seconds_count[5m]))
          + sum by (job) (rate(checkouts_total{outcome="error"}[5m])) / sum by (job) (rate(checkouts_total[5m]))
      - record: job:checkouts_bad:ratio_rate30m
        expr: >-
          1 - sum by (job) (rate(checkout_duration_seconds_bucket{le="0.3"}[30m])) / sum by (job) (rate(checkout_duration_seconds_count[30m]))
          + sum by (job) (rate(checkouts_total{outcome="error"}[30m])) / sum by (job) (rate(checkouts_total[30m]))

      - alert: CheckoutBurnsFast
        expr: >-
          job:checkouts_bad:ratio_rate5m > 14.4 * 0.01 and job:checkouts_bad:ratio_rate25s > 14.4 * 0.01
        labels:
          severity: page
        annotations:
          summary: the checkout breaks its promise

      - alert: CheckoutBurnsSlow
        expr: >-
          job:checkouts_bad:ratio_rate30m > 6 * 0.01 and job:checkouts_bad:ratio_rate150s > 6 * 0.01
        labels:
          severity: ticket
        annotations:
          summary: the checkout breaks its promise
YML
promtool check rules prometheus/rules/slo.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
