# In jail.d, with names for the action, all ports, and the stricter filter.
set -eu
device=$(ip -4 route get "$(getent ahostsv4 ca | awk 'NR == 1 {print $1}')" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
network=$(ip -4 -o route show dev "$device" scope link | awk 'NR == 1 {print $1}')
cat > /etc/fail2ban/jail.d/sillon.conf <<END
[sshd]
enabled = true
mode = aggressive
backend = polling
maxretry = 3
bantime = 1h
ignoreip = $network
banaction = nftables-allports
END
fail2ban-client start >/dev/null 2>&1
n=0
until [ "$(nft list set inet f2b-table addr-set-sshd 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+' | wc -l)" -ge 2 ]; do
  n=$((n + 1)); [ $n -lt 150 ] || { fail2ban-client status sshd; exit 1; }
  sleep 0.4
done
sleep 11
