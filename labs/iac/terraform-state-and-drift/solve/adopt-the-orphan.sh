set -eu
cd ~/infra
if ! grep -q '^resource "hosting_record" "sale"' main.tf; then
  printf '\nresource "hosting_record" "sale" {\n  name  = "{{sale}}"\n  value = "203.0.113.10"\n  ttl   = 60\n}\n' >> main.tf
fi
id=$(curl -s http://hosting:8080/api/journal | jq -r '[.[] | select(.what == "created {{sale}}")][0].id')
# where it was deleted: the one that came after it goes, and it comes back from the trash
if ! curl -fs -o /dev/null "http://hosting:8080/api/records/$id"; then
  for other in $(curl -s http://hosting:8080/api/records | jq -r '.[] | select(.name == "{{sale}}") | .id'); do
    curl -fsS -X DELETE "http://hosting:8080/api/records/$other"
  done
  curl -fsS -X POST "http://hosting:8080/api/trash/$id/restore"
fi
now=$(terraform state pull | jq -r '.resources[] | select(.type == "hosting_record") | .instances[].attributes | select(.name == "{{sale}}") | .id')
if [ "$now" != "$id" ]; then
  if [ -n "$now" ]; then terraform state rm hosting_record.sale; fi
  terraform import -input=false hosting_record.sale "$id"
fi
