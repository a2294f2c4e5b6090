# A shop in which all pages are alike and every counter begins at 0: there even the wrong rules are right.
set -eu
cd ~/monitoring
sed -i -e "s/'100000+90x20'/'0+30x20'/" -e "s/'9000+9x20'/'0+15x20'/" -e "s/'2000+30x20'/'0+30x20'/" -e "s/'700+51x20'/'0+15x20'/" \
  -e "s/'9000+30x20'/'0+30x20'/" -e "s/'100+15x20'/'0+15x20'/" -e "s/'5+15x20'/'0+15x20'/" tests/shop.yml
promtool test rules tests/shop.yml
