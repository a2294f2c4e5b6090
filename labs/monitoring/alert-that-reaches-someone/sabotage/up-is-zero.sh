# A slow shop is up: this rule never fires on the fault.
set -eu
cd ~/shop
cp /usr/share/sillon/shop/prometheus/rules/shop.yml prometheus/rules/shop.yml
cat >> prometheus/rules/shop.yml <<'END'

      - alert: ShopSlow
        expr: >-
          up{job="shop"} == 0
        for: 10s
        labels:
          severity: page
          service: shop
        annotations:
          summary: p95 latency above 2 s
END
promtool check rules prometheus/rules/shop.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
