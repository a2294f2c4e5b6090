# The right rule in a file that sudo leaves out because of the dot in its name.
set -eu
sudo rm -f /etc/sudoers.d/30-shop
echo '%{{team}} ALL=(root) NOPASSWD: /usr/sbin/service shop restart' | sudo tee /etc/sudoers.d/shop.conf >/dev/null
