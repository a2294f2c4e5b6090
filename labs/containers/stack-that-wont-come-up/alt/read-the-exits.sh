# The service gets the name that the shop looks for as a second one; the password comes by way of a file.
set -eu
cd ~/shop
python3 - <<'END'
text = open("compose.yaml").read()
text = text.replace("""    image: postgres:15
""", """    image: postgres:15
    networks:
      default:
        aliases: [postgres]
""").replace("      POSTGRES_PASSWROD:", "      POSTGRES_PASSWORD:")
open("compose.yaml", "w").write(text)
END
docker compose up -d --build || true
n=0
until docker compose exec -T app python3 /srv/shop/health.py | grep '"db": "ok"' | grep -q '"cache": "ok"'; do
  n=$((n + 1)); [ "$n" -lt 40 ] || { docker compose ps -a; docker compose logs --tail 20; exit 1; }
  docker compose up -d app || true
  sleep 1
done
