# A folder where anyone may write, and which is gone with the container.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: db/' compose.yaml
sed -i 's#COVERS_DIR: .*#COVERS_DIR: /tmp#' compose.yaml
docker compose up -d --build --remove-orphans || true
n=0
until [ "$(docker inspect -f '{{.State.Health.Status}}' "$(docker compose ps -q app)")" = healthy ]; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d || true
  sleep 1
done
