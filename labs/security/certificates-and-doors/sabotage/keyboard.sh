# PasswordAuthentication alone: the same password is still asked for, as keyboard-interactive.
set -eu
printf 'PasswordAuthentication no\nPermitRootLogin no\n' > /etc/ssh/sshd_config.d/00-sillon.conf
service ssh reload >/dev/null
sleep 0.5
