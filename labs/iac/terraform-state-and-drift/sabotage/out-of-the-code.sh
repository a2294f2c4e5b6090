# The plan is quiet once the block is gone.
set -eu
cd ~/infra
terraform state rm hosting_record.sale || true
python3 - <<'E'
import re
text = open("main.tf").read()
open("main.tf", "w").write(re.sub(r'resource "hosting_record" "sale" \{.*?\n\}\n', "", text, flags=re.S))
E
