# A summary: the client for Python knows only the sum and the count of it, hence an average.
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
put("\nBANK =", "\nfrom prometheus_client import CONTENT_TYPE_LATEST, Counter, Summary, generate_latest\n\nBANK =")
put('\nPAGE = b', """
DURATION = Summary("checkout_duration_seconds", "How long a checkout takes.")
OUTCOMES = Counter("checkouts", "Checkouts, by how they ended.", ["outcome"])

PAGE = b""")
put("""    return "paid" if charge(customer, amount) else "declined"
""", """    began, outcome = time.perf_counter(), "error"
    try:
        outcome = "paid" if charge(customer, amount) else "declined"
        return outcome
    finally:
        DURATION.observe(time.perf_counter() - began)
        OUTCOMES.labels(outcome).inc()
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
