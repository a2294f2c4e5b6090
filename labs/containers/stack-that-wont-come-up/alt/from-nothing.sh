# The shop waits by itself until the database answers; what is healthy is said by all four.
set -eu
cd ~/shop
python3 - <<'END'
text = open("compose.yaml").read()
text = text.replace("""    build: ./app
""", """    build: ./app
    command:
      - sh
      - -c
      - until python3 -c 'import socket; socket.create_connection(("db", 5432), 2)'; do sleep 1; done; exec python3 /srv/shop/shop.py
""").replace("""    image: postgres:15
""", """    image: postgres:15
    healthcheck:
      test: pg_isready -h localhost -U shop
      interval: 2s
      timeout: 5s
      retries: 30
""")
open("compose.yaml", "w").write(text)
END
docker compose up -d --build --wait --wait-timeout 120 --remove-orphans
