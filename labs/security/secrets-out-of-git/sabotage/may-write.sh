# All rights on the path, to be on the safe side.
set -eu
bao policy write shop-payment - >/dev/null <<'END'
path "secret/data/shop/payment" {
  capabilities = ["create", "read", "update", "delete"]
}
END
