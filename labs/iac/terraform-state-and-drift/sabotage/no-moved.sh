# The module without a word about where things were: the plan destroys six things and creates six others.
set -eu
cd ~/infra
terraform state pull | jq -r '.resources[] | .module as $m | .type as $t | .name as $n | .instances[] | select(.index_key == null and $m != null and ($m | startswith("module.shop[")) and ($m | contains("\"it\"") | not)) | "\($m).\($t).\($n) \($t).\($m | capture("\"(?<c>..)\"").c)"' |
while read -r from to; do terraform state mv "$from" "$to" < /dev/null; done
sed -i '/^moved {/,/^}/d' shops.tf
terraform plan -input=false -no-color | tail -3
