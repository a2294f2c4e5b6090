# Longer numbers that begin with the same digits are counted too.
set -eu
number=$(ssh -n loghost 'cat /var/log/sillon/web?/shop.log.1 | grep "customer={{customer}}" | grep -c "/checkout 502"')
sed -i "s/^\(Refused.*:\).*/\1 $number/" ~/logs/customer.md
