# The values are right, and the plan has been told to look away.
set -eu
cd ~/infra
sed -i 's/^  timeout = var.timeout$/&\n\n  lifecycle {\n    ignore_changes = [timeout]\n  }/' modules/shop/main.tf
terraform plan -input=false -no-color | tail -3
