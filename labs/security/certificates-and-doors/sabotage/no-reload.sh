# The files are right, the running sshd has never read them.
set -eu
printf 'PermitRootLogin yes\nPasswordAuthentication yes\n' > /etc/ssh/sshd_config.d/00-sillon.conf
service ssh reload >/dev/null
sleep 0.5
printf 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin no\n' > /etc/ssh/sshd_config.d/00-sillon.conf
