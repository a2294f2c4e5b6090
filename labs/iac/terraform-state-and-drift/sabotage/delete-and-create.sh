# It is in the way, so delete it and let Terraform create its own.
set -eu
cd ~/infra
for id in $(curl -s http://hosting:8080/api/records | jq -r '.[] | select(.name == "{{sale}}") | .id'); do
  curl -fsS -X DELETE "http://hosting:8080/api/records/$id"
done
terraform apply -input=false -auto-approve -target=hosting_record.sale
