# Everyone may write there now.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: db/' compose.yaml
docker compose up -d --build --remove-orphans || true
n=0
until docker compose exec -T app true; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d app || true
  sleep 1
done
docker compose run --rm -T --no-deps -u root app sh -c 'chown root:root /srv/shop/covers && chmod 777 /srv/shop/covers'
docker compose up -d || true
n=0
until [ "$(docker inspect -f '{{.State.Health.Status}}' "$(docker compose ps -q app)")" = healthy ]; do
  n=$((n + 1)); [ "$n" -lt 40 ] || exit 1
  sleep 1
done
