# The role's two halves lie on the machine; bin/start logs in with them and reads the key into the environment.
set -eu
cd /srv/shop
umask 077
BAO_TOKEN={{juniortoken}} bao read -field=role_id auth/approle/role/shop/role-id > private/role-id
BAO_TOKEN={{juniortoken}} bao write -f -field=secret_id auth/approle/role/shop/secret-id > private/secret-id
rm -f private/shop.env private/token private/key.b64
umask 022
rm -rf /tmp/clone
git clone -q git://git/shop.git /tmp/clone
cd /tmp/clone
cat > bin/start <<'END'
#!/bin/sh
# Starts the shop. The machine runs this in the folder of the checkout, each time main moves on.
set -eu

# The payment key lies in OpenBao; the machine proves who it is with the two halves of its role.
BAO_TOKEN=$(bao write -field=token auth/approle/login \
  role_id="$(cat /srv/shop/private/role-id)" secret_id="$(cat /srv/shop/private/secret-id)")
export BAO_TOKEN
PAYMENT_KEY=$(bao kv get -field=key secret/shop/payment)
export PAYMENT_KEY
unset BAO_TOKEN

exec python3 -u shop/app.py
END
if git diff --quiet; then
  restart-shop >/dev/null
  began=$(date +%s)
else
  git commit -q -a -m 'The shop reads its payment key from OpenBao'
  git push -q origin main
  began=0
fi
head=$(git rev-parse HEAD)
cd /tmp && rm -rf clone
n=0
until [ "$(jq -r .commit /srv/shop/run/state.json)" = "$head" ] && jq -e ".started >= $began" /srv/shop/run/state.json >/dev/null \
   && curl -sf -m 3 http://127.0.0.1:8080/status | grep -q '"open"'; do
  n=$((n + 1)); if [ $n -gt 120 ]; then tail -n 20 /srv/shop/shop.log >&2; exit 1; fi
  sleep 0.5
done
