# The policy with a star: simpler, and it can be used for the next secret as well.
set -eu
bao policy write shop-payment - >/dev/null <<'END'
path "secret/data/shop/*" {
  capabilities = ["read"]
}
END
