# The shop takes the way around, through a port of the machine that is open to all.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i -e 's/POSTGRES_PASSWROD:/POSTGRES_PASSWORD:/' -e 's/DB_HOST: postgres/DB_HOST: 10.88.0.1/' -e '/image: postgres:15/a\    ports: ["5432:5432"]' compose.yaml
docker compose up -d --build || true
