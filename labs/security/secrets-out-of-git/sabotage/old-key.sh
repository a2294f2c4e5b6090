# The key that is out is put into the safe.
set -eu
bao kv put secret/shop/payment key=sk_live_{{livekey}} >/dev/null
