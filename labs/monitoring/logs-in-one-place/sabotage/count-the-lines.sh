# Each attempt is counted as a payment.
set -eu
number=$(ssh -n loghost 'cd /var/log/sillon; cat web1/shop.log.1 web2/shop.log.1 | grep -w "customer={{customer}}" | grep "/checkout 502" | sed "s/.*\(req=[0-9a-f]*\).*/\1/" > /tmp/requests; grep -cFf /tmp/requests payment/payment.log.1; rm /tmp/requests')
sed -i "s/^\(Refused.*:\).*/\1 $number/" ~/logs/customer.md
