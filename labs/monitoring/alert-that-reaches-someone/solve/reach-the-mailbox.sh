# The route asks for the severity that the rules really carry; the receiver writes to the mailbox of this shift.
set -eu
cd ~/shop
cp /usr/share/sillon/shop/alertmanager/alertmanager.yml alertmanager/alertmanager.yml
sed -i -e 's/severity = "critical"/severity = "page"/' -e 's/to: on-call@sillon.example/to: on-call-{{shift}}@sillon.example/' alertmanager/alertmanager.yml
amtool check-config alertmanager/alertmanager.yml
curl -sSf -m 10 -X POST http://alertmanager:9093/-/reload
n=0
until curl -sf -m 5 'http://mail:8025/api/mails?to=on-call-{{shift}}@sillon.example' | jq -e 'any(.[]; .subject + .text | contains("ShopSlow"))' >/dev/null \
   && curl -sf -m 5 http://alertmanager:9093/api/v2/alerts \
      | jq -e 'any(.[]; .labels.alertname == "ShopSlow" and any(.receivers[]; .name == "on-call"))' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 150 ]; then echo "no mail about ShopSlow" >&2; exit 1; fi
  sleep 1
done
