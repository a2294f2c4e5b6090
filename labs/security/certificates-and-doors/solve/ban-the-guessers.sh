# fail2ban reads auth.log and shuts the door with nftables; the office's network is never banned.
set -eu
device=$(ip -4 route get "$(getent ahostsv4 ca | awk 'NR == 1 {print $1}')" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
network=$(ip -4 -o route show dev "$device" scope link | awk 'NR == 1 {print $1}')
cat > /etc/fail2ban/jail.local <<END
[DEFAULT]
ignoreip = 127.0.0.1/8 ::1 $network

[sshd]
enabled = true
backend = auto
logpath = /var/log/auth.log
maxretry = 4
findtime = 10m
bantime = 10m
banaction = nftables-multiport
END
nft delete table inet byhand 2>/dev/null || true
# what was banned before, the office perhaps, is forgotten; the log is read once more
service fail2ban stop >/dev/null 2>&1 || true
rm -f /var/lib/fail2ban/fail2ban.sqlite3
service fail2ban start >/dev/null 2>&1
n=0
until [ "$(nft list set inet f2b-table addr-set-sshd 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+' | wc -l)" -ge 2 ]; do
  n=$((n + 1)); [ $n -lt 150 ] || { fail2ban-client status sshd; exit 1; }
  sleep 0.4
done
sleep 11
