# One silence, by the alert's name and service, for the window of the change.
set -eu
am=http://alertmanager:9093
for id in $(amtool --alertmanager.url=$am silence query -q); do
  amtool --alertmanager.url=$am silence expire "$id"
done
amtool --alertmanager.url=$am silence add alertname=ShopSlow service=shop --duration={{hours}}h --comment='SIL-{{change}}: new stock export'
n=0
until curl -sf -m 5 $am/api/v2/alerts | jq -e '[.[] | select(.labels.alertname == "ShopSlow")] | length > 0 and all(.[]; .status.state == "suppressed")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 90 ]; then echo "ShopSlow is not silenced" >&2; exit 1; fi
  sleep 1
done
