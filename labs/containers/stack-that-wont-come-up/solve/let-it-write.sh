# The image has the folder, and it belongs to the user who writes there; a volume that is empty takes both over.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: db/' compose.yaml
sed -i '/^USER shop/i RUN mkdir covers && chown shop:shop covers\n' app/Dockerfile
docker compose build
# what an earlier try did to the volume is undone
docker compose run --rm -T --no-deps -u root app sh -c 'chown shop:shop /srv/shop/covers && chmod 755 /srv/shop/covers'
docker compose up -d --remove-orphans || true
n=0
until [ "$(docker inspect -f '{{.State.Health.Status}}' "$(docker compose ps -q app)")" = healthy ]; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d || true
  sleep 1
done
