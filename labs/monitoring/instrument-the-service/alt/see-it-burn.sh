# The bank becomes slow instead of failing; the rules stay as they are.
set -eu
firing() {
  curl -sf -m 5 http://prometheus:9090/api/v1/query --data-urlencode 'query=ALERTS{alertname="CheckoutBurnsFast",alertstate="firing"}' | jq -e '.data.result | length > 0' >/dev/null
}
quiet() {
  n=0
  while firing; do
    n=$((n + 1))
    if [ $n -gt 200 ]; then echo "the alert does not end" >&2; exit 1; fi
    sleep 1
  done
}
curl -sSf -m 10 -X POST http://bank:8081/well
sleep 3
quiet
if [ ! -e ~/.drilled ]; then
  curl -sSf -m 10 -X POST http://bank:8081/slow?seconds=600
  sleep 5
  n=0
  until firing; do
    n=$((n + 1))
    if [ $n -gt 200 ]; then echo "the alert does not fire" >&2; exit 1; fi
    sleep 1
  done
  sleep 6
  curl -sSf -m 10 -X POST http://bank:8081/well
  touch ~/.drilled
  quiet
fi
