# Everything is revoked, and the shop has nothing to pay with.
set -eu
api=http://pay:8090/v1/keys
for id in $(curl -sSfn "$api" | jq -r '.keys[] | select(.state == "active" and .mode == "live") | .id'); do
  curl -sSfn -o /dev/null -X POST "$api/$id/revoke"
done
rm -f /tmp/new-key
