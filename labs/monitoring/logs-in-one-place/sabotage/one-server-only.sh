# Only one of the two web servers is looked at.
set -eu
number=$(ssh -n loghost 'grep -w "customer={{customer}}" /var/log/sillon/web1/shop.log.1 | grep -c "/checkout 502"')
sed -i "s/^\(Refused.*:\).*/\1 $number/" ~/logs/customer.md
