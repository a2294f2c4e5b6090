# The shop is down, so the old key comes back "for a moment".
set -eu
api=http://pay:8090/v1/keys
old=$(curl -sSfn -X POST -d '{"key": "sk_live_{{livekey}}"}' "$api/lookup" | jq -r .id)
curl -sSfn -o /dev/null -X POST "$api/$old/restore"
