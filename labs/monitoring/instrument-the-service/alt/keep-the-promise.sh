# Two alerts without recording rules: the good ones of the labelled histogram, compared with the promise itself.
set -eu
cd ~/monitoring
python3 - <<'PY'
def good(window):
    return ('sum(rate(checkout_duration_seconds_bucket{le="0.3",outcome=~"paid|declined"}[%s])) / sum(rate(checkout_duration_seconds_count[%s]))'
            % (window, window))


with open("prometheus/rules/checkout.yml", "a") as file:
    for name, severity, factor, windows in (("CheckoutBurnsFast", "page", 14.4, ("5m", "25s")), ("CheckoutBurnsSlow", "ticket", 6, ("30m", "2m30s"))):
        file.write('''
      - alert: %s
        expr: %s
        for: 5s
        labels: {severity: %s}
        annotations: {summary: "too many checkouts are slow or fail"}
''' % (name, " and ".join("(1 - %s) / (1 - 0.99) > %s" % (good(window), factor) for window in windows), severity))
PY
promtool check rules prometheus/rules/checkout.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
