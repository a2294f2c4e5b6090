# Waits until the bench answers, so that the first page the learner opens is there.
wait_for() {
  n=0
  until curl -sf -m 2 -o /dev/null "$1"; do
    n=$((n + 1))
    if [ $n -gt 360 ]; then echo "no answer from $1" >&2; exit 1; fi
    sleep 0.25
  done
}
wait_for http://web1:8080/
wait_for http://web2:8080/
wait_for http://web1:9100/
wait_for http://web2:9100/
wait_for http://prometheus:9090/-/ready
# each target has been scraped once a few seconds after the start
n=0
until curl -sf -m 2 'http://prometheus:9090/api/v1/targets?state=active' |
    jq -e '.data.activeTargets | length > 0 and all(.health != "unknown")' > /dev/null; do
  n=$((n + 1))
  if [ $n -gt 100 ]; then break; fi
  sleep 0.25
done
