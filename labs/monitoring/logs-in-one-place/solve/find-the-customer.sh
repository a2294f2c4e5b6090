# From the reference to the request, from the request to the customer, from the customer to all their requests.
set -eu
ssh loghost 'sh -s' > /tmp/customer.md <<'REMOTE'
set -eu
cd /var/log/sillon
request=$(grep -h 'ref=P-{{ref}} ' payment/payment.log.1 | sed -n '1s/.*req=\([0-9a-f]*\).*/\1/p')
customer=$(grep -h "req=$request" web1/shop.log.1 web2/shop.log.1 | sed -n '1s/.*customer=\([0-9]*\).*/\1/p')
grep -hw "customer=$customer" web1/shop.log.1 web2/shop.log.1 | grep 'POST /checkout 502' | sort > /tmp/refused
reason=$(grep -h "req=$request" payment/payment.log.1 | sed -n '1s/.*reason=//p')
cat <<NOTE
# The customer whose payments are refused

Request of the refused payment: $request
Customer: $customer
Refused payments of this customer, yesterday: $(wc -l < /tmp/refused)
Reason: $reason
First refusal (UTC, HH:MM): $(head -n 1 /tmp/refused | cut -c12-16)
NOTE
rm /tmp/refused
REMOTE
cat /tmp/customer.md > ~/logs/customer.md
