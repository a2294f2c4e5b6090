# The shop itself asks OpenBao, in Python, when it starts; bin/start only starts it.
set -eu
cd /srv/shop
umask 077
BAO_TOKEN={{juniortoken}} bao read -format=json auth/approle/role/shop/role-id | jq .data.role_id > /tmp/role
BAO_TOKEN={{juniortoken}} bao write -f -format=json auth/approle/role/shop/secret-id | jq .data.secret_id > /tmp/secret
jq -n --slurpfile r /tmp/role --slurpfile s /tmp/secret '{role_id: $r[0], secret_id: $s[0]}' > private/approle.json
rm -f /tmp/role /tmp/secret private/shop.env
umask 022
rm -rf /tmp/clone
git clone -q git://git/shop.git /tmp/clone
cd /tmp/clone
cat > bin/start <<'END'
#!/bin/sh
exec python3 -u shop/app.py
END
cat > shop/vault.py <<'END'
"""The payment key, from OpenBao."""
import json
import urllib.request


def ask(path, token="", body=None):
    request = urllib.request.Request("http://bao:8200/v1/" + path, body, {"X-Vault-Token": token} if token else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def payment_key():
    with open("/srv/shop/private/approle.json", "rb") as file:
        token = ask("auth/approle/login", body=file.read())["auth"]["client_token"]
    return ask("secret/data/shop/payment", token)["data"]["data"]["key"]
END
sed -i -e 's/^KEY = .*/KEY = payment_key()/' -e 's/^from settings import .*/&\nfrom vault import payment_key/' shop/app.py
git add -A
git commit -q -m 'The shop asks OpenBao'
git push -q origin main
head=$(git rev-parse HEAD)
cd /tmp && rm -rf clone
n=0
until [ "$(jq -r .commit /srv/shop/run/state.json)" = "$head" ] \
   && curl -sf -m 3 http://127.0.0.1:8080/status | grep -q '"open"'; do
  n=$((n + 1)); if [ $n -gt 120 ]; then tail -n 20 /srv/shop/shop.log >&2; exit 1; fi
  sleep 0.5
done
