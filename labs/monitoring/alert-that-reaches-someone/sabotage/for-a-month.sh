# Right matchers, for a month: nobody will remember it.
set -eu
am=http://alertmanager:9093
for id in $(amtool --alertmanager.url=$am silence query -q); do
  amtool --alertmanager.url=$am silence expire "$id"
done
amtool --alertmanager.url=$am silence add alertname=ShopSlow service=shop --duration=30d --comment='SIL-{{change}}: new stock export'
