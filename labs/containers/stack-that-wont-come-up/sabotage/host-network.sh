# The names do not work, so there shall be no network of the stack's own.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: 127.0.0.1/' -e 's/CACHE_HOST: cache/CACHE_HOST: 127.0.0.1/' -e '/build: .\/app/a\    network_mode: host' compose.yaml
docker compose up -d --build || true
