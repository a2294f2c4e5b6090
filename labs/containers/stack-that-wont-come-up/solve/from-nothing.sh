# The database says when it is ready, and each service begins when what it needs is.
set -eu
cd ~/shop
cp -R /usr/share/sillon/shop/. .
rm -rf .env secrets
sed -i '/^USER shop/i RUN mkdir covers && chown shop:shop covers\n' app/Dockerfile
cat > compose.yaml <<'END'
name: shop

services:
  web:
    image: nginx:1.22
    ports:
      - "8080:80"
    volumes:
      - ./nginx/shop.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      app: {condition: service_healthy}
    healthcheck:
      test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/health"]
      interval: 2s
      timeout: 5s
      retries: 10

  app:
    build: ./app
    environment:
      DB_HOST: db
      DB_NAME: shop
      DB_USER: shop
      DB_PASSWORD: {{db_password}}
      CACHE_HOST: cache
      COVERS_DIR: /srv/shop/covers
    volumes:
      - covers:/srv/shop/covers
    depends_on:
      db: {condition: service_healthy}
      cache: {condition: service_healthy}
    healthcheck:
      test: ["CMD", "python3", "/srv/shop/health.py"]
      interval: 2s
      timeout: 5s
      retries: 10

  db:
    image: postgres:15
    environment:
      POSTGRES_DB: shop
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: {{db_password}}
    volumes:
      - orders:/var/lib/postgresql
    healthcheck:
      test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "shop", "-d", "shop"]
      interval: 1s
      timeout: 5s
      retries: 60

  cache:
    image: redis:7.0
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 2s
      timeout: 5s
      retries: 10

volumes:
  orders: {}
  covers: {}
END
docker compose up -d --build --wait --wait-timeout 120 --remove-orphans
