# Everything back to what the code said: what Jonas did in the night is lost.
set -eu
cd ~/infra
sed -i 's/^    de = .*/    de = { server = "web2", timeout = 5 }/' shops.tf
terraform apply -input=false -auto-approve
