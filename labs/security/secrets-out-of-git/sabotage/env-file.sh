# The new key where the old one lay: in a file of the machine.
set -eu
umask 077
BAO_TOKEN={{juniortoken}} bao kv get -field=key secret/shop/payment | sed "s/^/PAYMENT_KEY=/" > /srv/shop/private/shop.env
umask 022
rm -rf /tmp/clone
git clone -q git://git/shop.git /tmp/clone
cd /tmp/clone
cat > bin/start <<'END'
#!/bin/sh
set -eu
. /srv/shop/private/shop.env
export PAYMENT_KEY
exec python3 -u shop/app.py
END
git commit -q -a -m "Another start"
git push -q origin main
head=$(git rev-parse HEAD)
cd /tmp && rm -rf clone
n=0
until [ "$(jq -r .commit /srv/shop/run/state.json)" = "$head" ] \
   && curl -sf -m 3 http://127.0.0.1:8080/status | grep -q '"open"'; do
  n=$((n + 1)); [ $n -lt 120 ] || exit 1
  sleep 0.5
done
