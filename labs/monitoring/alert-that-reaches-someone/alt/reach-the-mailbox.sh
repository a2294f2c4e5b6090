# A receiver of its own for this shift, at the top of the tree; what is a ticket branches off first.
set -eu
cd ~/shop
cat > alertmanager/alertmanager.yml <<'YML'
global:
  smtp_smarthost: mail:1025
  smtp_from: alertmanager@sillon.example
  smtp_require_tls: false
route:
  receiver: nobody
  group_by: [alertname]
  group_wait: 2s
  group_interval: 10s
  repeat_interval: 1h
  routes:
    - match: {severity: ticket}
      receiver: tickets
    - match_re: {severity: "page|critical"}
      receiver: this-shift
receivers:
  - name: nobody
  - name: tickets
    email_configs: [{to: tickets@sillon.example}]
  - name: this-shift
    email_configs: [{to: "on-call-{{shift}}@sillon.example", send_resolved: true}]
YML
amtool check-config alertmanager/alertmanager.yml
curl -sSf -m 10 -X POST http://alertmanager:9093/-/reload
n=0
until curl -sf -m 5 'http://mail:8025/api/mails?to=on-call-{{shift}}@sillon.example' | jq -e 'any(.[]; .subject + .text | contains("ShopSlow"))' >/dev/null \
   && curl -sf -m 5 http://alertmanager:9093/api/v2/alerts \
      | jq -e 'any(.[]; .labels.alertname == "ShopSlow" and any(.receivers[]; .name == "this-shift"))' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 150 ]; then echo "no mail about ShopSlow" >&2; exit 1; fi
  sleep 1
done
