# Without arguments a rule allows every argument: any service of the machine.
set -eu
echo '%{{team}} ALL=(root) NOPASSWD: /usr/sbin/service' | sudo tee /etc/sudoers.d/30-shop >/dev/null
