# The database writes into a folder inside the volume, and the password comes from .env.
set -eu
cd ~/shop
sed -i -e 's/DB_PASSWORD: .*/DB_PASSWORD: ${DB_PASSWORD:?}/' -e 's/POSTGRES_PASSWORD: .*/POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n      PGDATA: \/var\/lib\/postgresql\/shop/' compose.yaml
echo 'DB_PASSWORD={{db_password}}' > .env
docker compose up -d --build --wait --wait-timeout 120 --remove-orphans
