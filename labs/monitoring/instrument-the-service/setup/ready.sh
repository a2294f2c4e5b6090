# Waits until the bench answers.
wait_for() {
  n=0
  until curl -sf -m 2 -o /dev/null "$1"; do
    n=$((n + 1))
    if [ $n -gt 360 ]; then echo "no answer from $1" >&2; exit 1; fi
    sleep 0.25
  done
}
wait_for http://bank:8081/
wait_for http://checkout:8080/
wait_for http://blackbox:9115/-/healthy
wait_for http://prometheus:9090/-/ready
