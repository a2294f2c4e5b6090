# Who got an answer without an error, in the words of OpenBao's own log.
set -eu
log=/var/log/openbao/audit.log
n=0
until who=$(jq -rn 'inputs | select(.type == "response" and .request.path == "secret/data/shop/payment" and (.error // "") == "" and .response.data != null)
    | .auth.metadata.role_name // empty | select(. != "shop")' $log | sort -u) && [ -n "$who" ]; do
  n=$((n + 1)); [ $n -lt 90 ] || exit 1
  sleep 1
done
sed -i "s/^Program that got.*/Program that got the new key from OpenBao, besides the shop: $who/" ~/incident.md
