# Without a quantile: more than five answers in a hundred of a page took longer than 2 s. In a file of its own, upon a recording rule.
set -eu
cd ~/shop
cat > prometheus/rules/slow.yml <<'END_OF_RULES'
groups:
  - name: slow
    rules:
      - record: page:shop_request_slow:ratio_rate90s
        expr: |
          1 - sum by (page) (rate(shop_request_duration_seconds_bucket{le="2.0"}[90s]))
            / sum by (page) (rate(shop_request_duration_seconds_count[90s]))
      - alert: ShopSlow
        expr: page:shop_request_slow:ratio_rate90s > 0.05
        for: 12s
        labels: {severity: page, service: shop}
        annotations:
          summary: "{{ $value | humanizePercentage }} of the answers of {{ $labels.page }} take longer than 2 s"
END_OF_RULES
promtool check rules prometheus/rules/slow.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
n=0
until curl -sf -m 5 http://prometheus:9090/api/v1/alerts | jq -e '.data.alerts | any(.labels.alertname == "ShopSlow" and .state == "firing")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 150 ]; then echo "ShopSlow does not fire" >&2; exit 1; fi
  sleep 1
done
