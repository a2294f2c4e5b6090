# The code copies whatever is there, the forgotten test as well.
set -eu
cd ~/infra
sed -i '/name  = "www"/,/^}/s/"203.*"/"203.0.113.{{old}}"/' main.tf
terraform apply -input=false -auto-approve
