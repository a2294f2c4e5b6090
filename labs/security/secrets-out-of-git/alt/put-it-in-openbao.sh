# The same over the API, with batch tokens and without the policy `default`.
set -eu
api=http://bao:8200/v1
umask 077
printf 'header = "X-Vault-Token: %s"\n' "$(cat ~/.vault-token)" > /tmp/header
call() { curl -sSf -K /tmp/header -o /dev/null -X "$1" -d "$3" "$api/$2"; }
call POST secret/data/shop/payment "$(jq -Rn '{data: {key: input, owner: "shop"}}' < /tmp/new-key)"
call PUT sys/policies/acl/payment "$(jq -n '{policy: "path \"secret/data/shop/payment\" { capabilities = [\"read\"] }"}')"
call POST auth/approle/role/shop '{"token_policies": ["payment"], "token_type": "batch", "token_ttl": "5m", "token_no_default_policy": true}'
rm -f /tmp/header
