# A file that is read before the provider's: in sshd_config the first word counts.
set -eu
rm -f /etc/ssh/sshd_config.d/00-*.conf
cat > /etc/ssh/sshd_config.d/00-sillon.conf <<'END'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
END
sshd -t
service ssh reload >/dev/null
sleep 0.5
