# Everybody who fails is banned, and so is the office with its forgotten script.
set -eu
sed -i '/^ignoreip/d' /etc/fail2ban/jail.local
service fail2ban restart >/dev/null 2>&1
n=0
until [ "$(fail2ban-client status sshd 2>/dev/null | awk -F'\t' '/Currently banned/ {print $2}')" = 3 ]; do
  n=$((n + 1)); [ $n -lt 160 ] || { fail2ban-client status sshd; exit 1; }
  sleep 0.5
done
