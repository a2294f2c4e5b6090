# The key, a policy for exactly its path, and the role with that policy.
set -eu
tr -d '\n' < /tmp/new-key | bao kv put secret/shop/payment key=- >/dev/null
bao policy write shop-payment - >/dev/null <<'END'
path "secret/data/shop/payment" {
  capabilities = ["read"]
}
END
bao write auth/approle/role/shop token_policies=shop-payment token_ttl=10m >/dev/null
