# Two shops come from the module, the third was too much trouble.
set -eu
cd ~/infra
terraform state mv 'module.shop["nl"].hosting_record.this' hosting_record.nl
terraform state mv 'module.shop["nl"].hosting_site.this' hosting_site.nl
python3 - <<'E'
import re
text = open("shops.tf").read()
text = text.replace('    nl = { server = "web1", timeout = 5 }\n', "")
text = re.sub(r'\nmoved \{\n  from = hosting_(record|site)\.nl\n.*?\n\}\n', "", text, flags=re.S)
open("shops.tf", "w").write(text)
text = open("main.tf").read()
text += '\nresource "hosting_record" "nl" {\n  name  = "nl"\n  value = "203.0.113.10"\n  ttl   = 300\n}\n\nresource "hosting_site" "nl" {\n  host    = "nl.sillon.example"\n  server  = "web1"\n  timeout = 5\n}\n'
open("main.tf", "w").write(text)
E
terraform plan -input=false -no-color | tail -3
