# The customer as a label: one series for each of them, for ever.
set -eu
cd ~/checkout
cp /usr/share/sillon/slo/checkout/app.py /tmp/app.py
python3 - <<'PY'
text = open("/tmp/app.py").read()


def put(old, new):
    global text
    assert old in text, old
    text = text.replace(old, new)


put("import urllib.request\n", "import time\nimport urllib.request\n")
put("\nBANK =", "\nfrom prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest\n\nBANK =")
put('\nPAGE = b', """
DURATION = Histogram("checkout_duration_seconds", "How long a checkout takes.", buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5))
OUTCOMES = Counter("checkouts", "Checkouts, by how they ended.", ["outcome", "customer"])

PAGE = b""")
put("""    return "paid" if charge(customer, amount) else "declined"
""", """    began, outcome = time.perf_counter(), "error"
    try:
        outcome = "paid" if charge(customer, amount) else "declined"
        return outcome
    finally:
        DURATION.observe(time.perf_counter() - began)
        OUTCOMES.labels(outcome, customer).inc()
""")
put("""        if self.path == "/":
""", """        if self.path == "/metrics":
            self.answer(200, generate_latest(), CONTENT_TYPE_LATEST)
        elif self.path == "/":
""")
open("/tmp/app.py", "w").write(text)
PY
python3 -m py_compile /tmp/app.py
cp /tmp/app.py app.py
