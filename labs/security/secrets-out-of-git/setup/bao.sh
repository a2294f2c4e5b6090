# OpenBao as Sillon uses it: the store, the other programs' roles, and the token of the junior engineer. Then the root token ends.
set -eu
keys=/var/lib/bao-keys
if [ -e "$keys/done" ]; then exit 0; fi
BAO_TOKEN=$(jq -r .root_token "$keys/init.json")
api=http://127.0.0.1:8200/v1
call() { # METHOD PATH [JSON]
  n=0
  until printf 'header = "X-Vault-Token: %s"\n' "$BAO_TOKEN" | curl -sS -K - -f -m 20 -o /dev/null -X "$1" ${3:+-d "$3"} "$api/$2"; do
    n=$((n + 1)); if [ $n -gt 20 ]; then echo "no: $1 $2" >&2; exit 1; fi
    sleep 0.5
  done
}
has() { [ "$(printf 'header = "X-Vault-Token: %s"\n' "$BAO_TOKEN" | curl -s -K - -m 20 "$api/$1" | jq --arg path "$2" '(.data[$path] // .[$path]) != null')" = true ]; }
policy() { call PUT "sys/policies/acl/$1" "$(jq -n --arg policy "$2" '{policy: $policy}')"; }

has sys/mounts secret/ || call POST sys/mounts/secret '{"type": "kv", "options": {"version": "2"}, "description": "Secrets of Sillon"}'
has sys/auth approle/ || call POST sys/auth/approle '{"type": "approle", "description": "Programs"}'

call POST secret/data/shop/smtp '{"data": {"user": "shop", "password": "mail-{{office}}"}}'
call POST secret/data/shop/search '{"data": {"token": "search-{{office}}"}}'
call POST secret/data/finance/bank '{"data": {"pin": "bank-{{office}}"}}'

policy junior '
path "secret/*" { capabilities = ["create", "read", "update", "patch", "delete", "list"] }
path "sys/policies/acl" { capabilities = ["list"] }
path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete"] }
path "auth/approle/*" { capabilities = ["create", "read", "update", "delete", "list"] }
path "sys/auth" { capabilities = ["read"] }
path "sys/mounts" { capabilities = ["read"] }
path "sys/capabilities" { capabilities = ["update"] }
'
policy control '
path "secret/data/*" { capabilities = ["read"] }
path "auth/approle/*" { capabilities = ["read", "update", "list"] }
path "auth/token/create" { capabilities = ["update", "sudo"] }
path "sys/capabilities" { capabilities = ["update"] }
path "sys/policies/acl/*" { capabilities = ["read"] }
'
policy mail 'path "secret/data/shop/smtp" { capabilities = ["read"] }'
policy search 'path "secret/data/shop/search" { capabilities = ["read"] }'
policy everything-of-the-shop 'path "secret/data/shop/*" { capabilities = ["read"] }'
policy all-for-the-backup 'path "secret/data/*" { capabilities = ["read"] }'

for job in newsletter search-index stock-export reports backup; do
  case $job in {{reader}}) policies=everything-of-the-shop ;; backup) policies=all-for-the-backup ;; search-index) policies=search ;; *) policies=mail ;; esac
  call POST "auth/approle/role/$job" '{"token_policies": "'$policies'", "token_ttl": "12h", "token_max_ttl": "24h"}'
  call POST "auth/approle/role/$job/role-id" '{"role_id": "'$job'"}'
  call POST "auth/approle/role/$job/custom-secret-id" '{"secret_id": "'$job'-{{office}}"}'
done

call POST auth/token/create '{"id": "{{juniortoken}}", "display_name": "junior", "policies": ["junior"], "no_parent": true, "ttl": "8760h"}'
call POST auth/token/create '{"id": "{{controltoken}}", "display_name": "control", "policies": ["control"], "no_parent": true, "ttl": "43800h"}'
call POST auth/token/revoke-self
jq 'del(.root_token)' "$keys/init.json" > "$keys/new.json" && chmod 600 "$keys/new.json" && mv "$keys/new.json" "$keys/init.json"
touch "$keys/done"
