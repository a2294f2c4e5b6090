set -eu
cd ~/infra
rm -rf modules shops.tf
mkdir -p modules/shop
cat > modules/shop/main.tf <<'E'
terraform {
  required_providers {
    hosting = {
      source = "registry.sillon.example/sillon/hosting"
    }
  }
}

variable "country" {
  type = string
}

variable "server" {
  type = string
}

variable "timeout" {
  type    = number
  default = 5
}

resource "hosting_record" "this" {
  name  = var.country
  value = "203.0.113.10"
  ttl   = 300
}

resource "hosting_site" "this" {
  host    = "${var.country}.sillon.example"
  server  = var.server
  timeout = var.timeout
}
E
python3 - <<'E'
import re
text = open("/opt/infra/main.tf").read()
for shop in ("fr", "de", "nl"):
    text = re.sub(r'resource "hosting_(record|site)" "%s" \{.*?\n\}\n\n' % shop, "", text, flags=re.S)
text = re.sub(r"# --- the shop in \w.*\n\n", "", text)
open("main.tf", "w").write(text)
E
cat > shops.tf <<'E'
module "shop" {
  source   = "./modules/shop"
  for_each = {
    fr = { server = "web1", timeout = 5 }
    de = { server = "web2", timeout = {{timeout}} }
    nl = { server = "web1", timeout = 5 }
    it = { server = "{{italy}}", timeout = 5 }
  }

  country = each.key
  server  = each.value.server
  timeout = each.value.timeout
}
E
for shop in fr de nl; do
  for kind in record site; do
    printf '\nmoved {\n  from = hosting_%s.%s\n  to   = module.shop["%s"].hosting_%s.this\n}\n' $kind $shop $shop $kind >> shops.tf
  done
done
terraform init -input=false
# where the state has been moved elsewhere by hand: back to where the blocks above begin
terraform state pull | jq -r '.resources[] | (.module // "") as $m | .type as $t | .name as $n | .instances[] | select($m != "" and ($m | startswith("module.shop[") | not)) | "\($m).\($t).\($n) \($t).\(.attributes.name // (.attributes.host | split(".")[0]))"' |
while read -r from to; do terraform state mv "$from" "$to" < /dev/null; done
terraform apply -input=false -auto-approve
