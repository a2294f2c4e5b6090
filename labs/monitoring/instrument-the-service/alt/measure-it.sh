# The histogram has the label outcome as well, and the metrics are on a port of their own, which prometheus.yml names.
set -eu
cd ~/checkout
cat > metrics.py <<'PY'
import contextlib
import time

from prometheus_client import Counter, Histogram, start_http_server

DURATION = Histogram("checkout_duration_seconds", "Duration of a checkout.", ["outcome"],
                     buckets=[0.025, 0.075, 0.15, 0.3, 0.6, 1.2, 2.4, 4.8, 10])
CHECKOUTS = Counter("checkouts_total", "Checkouts.", ["outcome"])


@contextlib.contextmanager
def measured():
    found, began = {"outcome": "error"}, time.monotonic()
    try:
        yield found
    finally:
        DURATION.labels(**found).observe(time.monotonic() - began)
        CHECKOUTS.labels(**found).inc()


start_http_server(9200)
PY
python3 - <<'PY'
text = open("/usr/share/sillon/slo/checkout/app.py").read()
text = text.replace("\nBANK =", "\nimport metrics\n\nBANK =", 1)
text = text.replace('            outcome = checkout(order["customer"], order["amount"])\n', '''            with metrics.measured() as found:
                outcome = found["outcome"] = checkout(order["customer"], order["amount"])
''')
open("app.py", "w").write(text)
PY
sed -i 's/checkout:8080/checkout:9200/' ~/monitoring/prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
n=0
until curl -sf -m 5 http://prometheus:9090/api/v1/query --data-urlencode 'query=rate(checkouts_total{outcome="paid"}[10s]) > 0' | jq -e '.data.result | length > 0' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 120 ]; then echo "no metrics of the checkout" >&2; cat app.log >&2; exit 1; fi
  sleep 0.5
done
