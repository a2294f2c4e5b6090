# Four calls instead of for_each, and the state is moved by command instead of by blocks.
set -eu
cd ~/infra
mkdir -p modules/country
cat > modules/country/main.tf <<'E'
terraform {
  required_providers {
    hosting = {
      source = "registry.sillon.example/sillon/hosting"
    }
  }
}

variable "name" {}
variable "web" {}
variable "wait" { default = 5 }

resource "hosting_record" "name" {
  name  = var.name
  value = "203.0.113.10"
  ttl   = 300
}

resource "hosting_site" "front" {
  host    = "${hosting_record.name.name}.sillon.example"
  server  = var.web
  timeout = var.wait
}
E
python3 - <<'E'
import re
text = open("main.tf").read()
for shop in ("fr", "de", "nl"):
    text = re.sub(r'resource "hosting_(record|site)" "%s" \{.*?\n\}\n\n' % shop, "", text, flags=re.S)
for shop, web, more in (("fr", "web1", ""), ("de", "web2", "  wait   = {{timeout}}\n"), ("nl", "web1", ""), ("it", "{{italy}}", "")):
    text += '\nmodule "%s" {\n  source = "./modules/country"\n  name   = "%s"\n  web    = "%s"\n%s}\n' % (shop, shop, web, more)
open("main.tf", "w").write(text)
E
terraform init -input=false
for shop in fr de nl; do
  terraform state mv hosting_record.$shop module.$shop.hosting_record.name
  terraform state mv hosting_site.$shop module.$shop.hosting_site.front
done
terraform apply -input=false -auto-approve
