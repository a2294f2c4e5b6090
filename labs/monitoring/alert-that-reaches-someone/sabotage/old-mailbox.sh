# The route is right, the mailbox is the one that nobody reads any more.
set -eu
cd ~/shop
cp /usr/share/sillon/shop/alertmanager/alertmanager.yml alertmanager/alertmanager.yml
sed -i -e 's/severity = "critical"/severity = "page"/' alertmanager/alertmanager.yml
amtool check-config alertmanager/alertmanager.yml
curl -sSf -m 10 -X POST http://alertmanager:9093/-/reload
# Alertmanager assigns the alerts anew when Prometheus sends them again
n=0
until curl -sf -m 5 http://alertmanager:9093/api/v2/alerts | jq -e 'any(.[]; .labels.alertname == "ShopSlow")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 90 ]; then exit 0; fi
  sleep 1
done
