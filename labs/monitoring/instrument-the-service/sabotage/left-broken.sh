# The drill is over, the fault is not.
set -eu
curl -sSf -m 10 -X POST http://bank:8081/slow
sleep 1
