# Inès joins the team's group, and keeps the groups that she has. Whatever an earlier attempt gave away is taken back.
set -eu
for group in sudo ops root adm; do
  for user in ines {{mate}}; do sudo gpasswd -d "$user" "$group" >/dev/null 2>&1 || true; done
done
for user in tomas jonas shop; do sudo gpasswd -d "$user" {{team}} >/dev/null 2>&1 || true; done
sudo usermod -aG {{team}},labels ines
sudo usermod -aG {{team}},labels {{mate}}
sudo chmod -R o-w /srv/forge
sudo chown root:{{team}} /srv/forge/shop
sudo chmod 0775 /srv/forge/shop
sudo chmod 0755 /srv/forge/keys
sudo chmod 0600 /srv/forge/keys/registry.key
