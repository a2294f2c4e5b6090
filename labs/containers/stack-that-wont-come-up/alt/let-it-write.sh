# A small service hands the volume over to the shop, and is done before the shop begins.
set -eu
cd ~/shop
python3 - <<'END'
text = open("compose.yaml").read()
text = text.replace("""    depends_on:
      - db
      - cache
""", """    depends_on:
      db: {condition: service_started}
      cache: {condition: service_started}
      covers-owner: {condition: service_completed_successfully}
""").replace("""  cache:
    image: redis:7.0
""", """  covers-owner:
    image: busybox:1.35
    command: [chown, "10001:10001", /covers]
    volumes:
      - covers:/covers

  cache:
    image: redis:7.0
""")
open("compose.yaml", "w").write(text)
END
docker compose up -d || true
n=0
until [ "$(docker inspect -f '{{.State.Health.Status}}' "$(docker compose ps -q app)")" = healthy ]; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d || true
  sleep 1
done
