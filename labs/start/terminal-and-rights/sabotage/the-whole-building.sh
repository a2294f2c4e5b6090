# The line of the operations, copied for Inès.
set -eu
sudo rm -f /etc/sudoers.d/30-shop
echo 'ines ALL=(ALL) NOPASSWD: ALL' | sudo tee /etc/sudoers.d/30-shop >/dev/null
