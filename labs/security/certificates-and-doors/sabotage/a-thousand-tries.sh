# So patient that it never bans.
set -eu
sed -i -E 's/^maxretry.*/maxretry = 1000/' /etc/fail2ban/jail.local
service fail2ban stop >/dev/null 2>&1
rm -f /var/lib/fail2ban/fail2ban.sqlite3
service fail2ban start >/dev/null 2>&1
sleep 7
