# Waits until the pages that the learner opens first are there.
for page in http://web1:8080/ http://web2:8080/ http://prometheus:9090/-/ready; do
  n=0
  until curl -sf -m 2 -o /dev/null "$page"; do
    n=$((n + 1))
    if [ $n -gt 240 ]; then echo "no answer from $page" >&2; exit 1; fi
    sleep 0.25
  done
done
