"""Yesterday in a million lines: what web1, web2 and payment logged. One customer's payments are refused again and again."""
import datetime
import os
import random
import sys

target = sys.argv[1]
CUSTOMER, REF, FAILS = int(os.environ["CUSTOMER"]), int(os.environ["REF"]), int(os.environ["FAILS"])
REASON, FIRST = os.environ["REASON"], os.environ["FIRST"]
LINES = int(os.environ.get("LINES", "1000000"))
OTHER = [reason for reason in ("card_expired", "issuer_timeout", "wrong_cvc", "limit_reached", "insufficient_funds") if reason != REASON]
PAGES = ["GET / 200", "GET /records 200", "GET /records 200", "GET /search 200", "GET /cart 200", "GET /label 200", "GET /wishlist 404"]

rnd = random.Random(CUSTOMER * 1000003 + REF)
day = datetime.datetime.utcnow().date() - datetime.timedelta(days=1)
hour, minute = map(int, FIRST.split(":"))
used = {REF}


def clock(ms):
    s, ms = divmod(ms, 1000)
    return "%sT%02d:%02d:%02d.%03d+00:00" % (day, s // 3600, s // 60 % 60, s % 60, ms)


def request():
    return "%012x" % rnd.getrandbits(48)


def reference():
    while True:
        ref = rnd.randint(100000, 999999)
        if ref not in used:
            used.add(ref)
            return ref


web, pay = {"web1": [], "web2": []}, []


def checkout(at, customer, ref, reason, attempts, host=None):
    """One order: a line of a web server, one line of payment for each attempt."""
    req = request()
    amount = "%d.%02d" % (rnd.randint(5, 90), rnd.randint(0, 99))
    for n in range(1, attempts + 1):
        at += rnd.randint(300, 900)
        result = "refused" if reason != "-" else "paid"
        pay.append((at, "req=%s ref=P-%d amount=%s attempt=%d result=%s reason=%s" % (req, ref, amount, n, result, reason)))
    at += rnd.randint(20, 60)
    web[host or rnd.choice(("web1", "web2"))].append(
        (at, "req=%s customer=%d POST /checkout %d %d" % (req, customer, 502 if reason != "-" else 200, rnd.randint(600, 2500))))


# the customer: some orders go well in the morning, then all are refused; on both servers, with one or two attempts each
start = (hour * 3600 + minute * 60 + rnd.randint(5, 50)) * 1000
for n in range(3):
    checkout(rnd.randint(6 * 3600, 9 * 3600) * 1000, CUSTOMER, reference(), "-", 1)
step = (23 * 3600 * 1000 + 40 * 60 * 1000 - start) // FAILS
known = FAILS // 2
for n in range(FAILS):
    at = start + n * step + (rnd.randint(0, step // 2) if n else 0)
    checkout(at, CUSTOMER, REF if n == known else reference(), REASON, 1 + (n + 1) % 2, ("web1", "web2")[n % 2])
# two others whose numbers begin with the same digits, and who fail too
for customer, count in ((CUSTOMER * 10 + 4, 3), (CUSTOMER * 10 + 8, 2)):
    for n in range(count):
        checkout(rnd.randint(10 * 3600, 22 * 3600) * 1000, customer, reference(), REASON, 2)
# everybody else
ends = 86400 * 1000 - 6000
for n in range(LINES // 24):
    roll = rnd.random()
    customer = rnd.randint(20000, 49999)
    while customer == CUSTOMER:
        customer = rnd.randint(20000, 49999)
    reason = "-" if roll > 0.03 else rnd.choice(OTHER) if roll > 0.004 else REASON
    checkout(rnd.randint(0, ends), customer, reference() if n < 300000 else rnd.randint(100000, 999999), reason, 1 if reason == "-" else rnd.choice((1, 2)))

left = LINES - len(pay) - len(web["web1"]) - len(web["web2"])
for host in ("web1", "web2"):
    os.makedirs(os.path.join(target, host), exist_ok=True)
    lines = sorted(web[host])
    count = left // 2
    gap = ends / count
    at, out, k = 0.0, [], 0
    randrange, getrandbits, choice = rnd.random, rnd.getrandbits, rnd.choice
    with open(os.path.join(target, host, "shop.log.1"), "w") as file:
        for n in range(count):
            at = n * gap
            while k < len(lines) and lines[k][0] <= at:
                out.append("%s %s shop %s\n" % (clock(lines[k][0]), host, lines[k][1]))
                k += 1
            customer = 20000 + int(randrange() * 30000)
            page = PAGES[int(randrange() * 7)]
            out.append("%s %s shop req=%012x customer=%d %s %d\n" % (clock(int(at)), host, getrandbits(48), customer, page, 8 + customer % 83))
            if len(out) > 20000:
                file.write("".join(out))
                out.clear()
        for late in lines[k:]:
            out.append("%s %s shop %s\n" % (clock(late[0]), host, late[1]))
        file.write("".join(out))
os.makedirs(os.path.join(target, "payment"), exist_ok=True)
with open(os.path.join(target, "payment", "payment.log.1"), "w") as file:
    for at, text in sorted(pay):
        file.write("%s payment payment %s\n" % (clock(at), text))
