set -eu
cd ~/infra
if [ -e shops.tf ]; then
  # the shops come from the module already
  sed -i '/^  lifecycle {/,/^  }/d' modules/shop/main.tf
  sed -i 's/^    de = .*/    de = { server = "web2", timeout = {{timeout}} }/' shops.tf
  sed -i '/name  = "www"/,/^}/s/"203.*"/"203.0.113.10"/' main.tf
else
  sed -i '/host    = "de.sillon.example"/,/^}/s/timeout = .*/timeout = {{timeout}}/' main.tf
fi
terraform apply -input=false -auto-approve
