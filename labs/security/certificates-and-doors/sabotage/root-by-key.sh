# root may still come in by key, and an old key lies there.
set -eu
printf 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n' > /etc/ssh/sshd_config.d/00-sillon.conf
service ssh reload >/dev/null
sleep 0.5
