# Over the API instead of amtool, with a regular expression that fits this alert only.
set -eu
curl -sSf -m 10 -H 'Content-Type: application/json' http://alertmanager:9093/api/v2/silences -d "$(jq -n \
  --arg from "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --arg to "$(date -u -d '+{{hours}} hours' +%Y-%m-%dT%H:%M:%SZ)" \
  '{matchers: [{name: "alertname", value: "Shop(Slow)", isRegex: true, isEqual: true}], startsAt: $from, endsAt: $to,
    createdBy: "learner", comment: "Inès installs the new stock export, SIL-{{change}}"}')"
n=0
until curl -sf -m 5 http://alertmanager:9093/api/v2/alerts | jq -e '[.[] | select(.labels.alertname == "ShopSlow")] | length > 0 and all(.[]; .status.state == "suppressed")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 90 ]; then echo "ShopSlow is not silenced" >&2; exit 1; fi
  sleep 1
done
