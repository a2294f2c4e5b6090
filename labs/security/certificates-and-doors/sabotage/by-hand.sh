# One address is blocked by hand: the other guesser goes on.
set -eu
service fail2ban stop >/dev/null 2>&1
guesser=$(grep -hoE 'from [0-9.]+ port' /var/log/auth.log | awk '{print $2}' | sort | uniq -c | sort -rn | awk '{print $2}' | while read -r one; do
  case $(ip -4 route get "$one") in *dev*) echo "$one" ;; esac; done | grep -v "^$(getent ahostsv4 ca | awk 'NR == 1 {print $1}' | cut -d. -f1-3)\." | head -n 1)
nft add table inet byhand
nft add chain inet byhand input '{ type filter hook input priority 0; }'
nft add rule inet byhand input ip saddr "$guesser" drop
sleep 9
