# The variable gets its letter, the shop looks for the database under its name. What an earlier try left in the volume goes.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: db/' compose.yaml
docker compose down -v -t 3 --remove-orphans
docker compose up -d --build || true
n=0
until docker compose exec -T app python3 /srv/shop/health.py | grep '"db": "ok"' | grep -q '"cache": "ok"'; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d app || true
  sleep 1
done
