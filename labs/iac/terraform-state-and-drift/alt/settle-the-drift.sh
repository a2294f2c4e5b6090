# Take what is there into the state first, then the code, and put www back in the console.
set -eu
cd ~/infra
terraform apply -input=false -auto-approve -refresh-only
python3 - <<'E'
import re
text = open("main.tf").read()
text = re.sub(r'(host\s*=\s*"de\.sillon\.example"\n\s*server\s*=\s*"web2"\n\s*timeout\s*=\s*)5', r"\g<1>var.german_bank", text)
open("main.tf", "w").write(text)
E
cat > variables.tf <<'E'
variable "german_bank" {
  description = "Seconds that the German bank may take (incident of Jonas)."
  type        = number
  default     = {{timeout}}
}
E
www=$(curl -s http://hosting:8080/api/records | jq -r '.[] | select(.name == "www") | .id')
curl -fsS -X PATCH -H 'X-Who: you' -d '{"value": "203.0.113.10"}' "http://hosting:8080/api/records/$www"
terraform apply -input=false -auto-approve
