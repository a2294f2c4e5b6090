# Breaks the bank until the alert fires, and mends it; where that has been seen already, it only brings everything back.
set -eu
cd ~/monitoring
if ! grep -q CheckoutBurnsFast prometheus/rules/checkout.yml; then
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
fi
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
firing() {
  curl -sf -m 5 http://prometheus:9090/api/v1/query --data-urlencode 'query=ALERTS{alertname="CheckoutBurnsFast",alertstate="firing"}' | jq -e '.data.result | length > 0' >/dev/null
}
quiet() {
  n=0
  while firing; do
    n=$((n + 1))
    if [ $n -gt 200 ]; then echo "the alert does not end" >&2; exit 1; fi
    sleep 1
  done
}
curl -sSf -m 10 -X POST http://bank:8081/well
sleep 3
quiet
if [ ! -e ~/.drilled ]; then
  curl -sSf -m 10 -X POST http://bank:8081/broken
  sleep 5
  n=0
  until firing; do
    n=$((n + 1))
    if [ $n -gt 200 ]; then echo "the alert does not fire" >&2; exit 1; fi
    sleep 1
  done
  sleep 6
  curl -sSf -m 10 -X POST http://bank:8081/well
  touch ~/.drilled
  quiet
fi
