# The path as `bao kv get` is told it, without `data/`.
set -eu
bao policy write shop-payment - >/dev/null <<'END'
path "secret/shop/payment" {
  capabilities = ["read"]
}
END
