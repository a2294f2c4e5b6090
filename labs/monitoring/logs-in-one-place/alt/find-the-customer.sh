# Another way: one pass in Python over all three logs, joined by the request.
set -eu
ssh loghost python3 - > /tmp/customer.md <<'REMOTE'
import re
asked, refused = {}, {}
for host in ("web1", "web2"):
    for row in open("/var/log/sillon/%s/shop.log.1" % host):
        if "/checkout" in row:
            found = re.search(r"^(\S+) .*req=(\w+) customer=(\d+)", row)
            asked[found.group(2)] = (found.group(1), found.group(3))
for row in open("/var/log/sillon/payment/payment.log.1"):
    found = re.search(r"req=(\w+) ref=P-(\d+) .*result=refused reason=(\w+)", row)
    if found:
        refused.setdefault(found.group(1), (found.group(2), found.group(3)))
request = next(req for req, (ref, _) in refused.items() if ref == "{{ref}}")
customer = asked[request][1]
all_of_them = sorted(asked[req][0] for req in refused if req in asked and asked[req][1] == customer)
print("- **Request of the refused payment:** `%s`" % request)
print("- **Customer:** no. %s" % customer)
print("- **Refused payments of this customer, yesterday:** %d" % len(all_of_them))
print("- **Reason:** %s" % refused[request][1].replace("_", " "))
print("- **First refusal (UTC):** %s" % all_of_them[0])
REMOTE
cat /tmp/customer.md > ~/logs/customer.md
