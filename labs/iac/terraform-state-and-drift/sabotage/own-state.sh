# A new state of one's own, that nobody has locked.
set -eu
cd ~/infra
sed -i 's#http://state:8000/shop#http://state:8000/shop2#' versions.tf
terraform init -input=false -reconfigure
terraform plan -input=false -no-color | tail -3
