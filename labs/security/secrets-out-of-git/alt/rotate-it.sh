# The other order: the door is shut first, as one does when the key is being used by others.
set -eu
api=http://pay:8090/v1/keys
umask 077
for id in $(curl -sSfn "$api" | jq -r '.keys[] | select(.mode == "live" and .state == "active") | .id'); do
  curl -sSfn -o /dev/null -X POST "$api/$id/revoke"
done
curl -sSfn -X POST -d '{"note": "shop"}' "$api" | jq -r .key > /tmp/new-key
