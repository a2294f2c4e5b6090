# One rule, for the group, for one command with its arguments. Checked before it is put in place.
set -eu
for user in ines {{mate}}; do
  for group in sudo ops root adm; do sudo gpasswd -d "$user" "$group" >/dev/null 2>&1 || true; done
done
sudo find /etc/sudoers.d -type f ! -name README ! -name 10-operations ! -name 20-on-call -delete
echo '%{{team}} ALL=(root) NOPASSWD: /usr/sbin/service shop restart' > /tmp/30-shop
sudo visudo -cf /tmp/30-shop
sudo install -o root -g root -m 0440 /tmp/30-shop /etc/sudoers.d/30-shop
rm /tmp/30-shop
