# Waits until both colours are warm and the visitors are being served.
n=0
until curl -sf -m 5 'http://visitors:9100/?last=4' | jq -e '(.answered | length) > 0' > /dev/null \
   && curl -sf -m 5 -o /dev/null http://blue:8000/health && curl -sf -m 5 -o /dev/null http://green:8000/health; do
  n=$((n + 1)); [ $n -lt 180 ] || exit 1
  sleep 0.5
done
