# A folder for the monitoring, and the note about the machines.
set -eu
cd /home/learner
[ -e README.md ] || cat > README.md <<'END'
# web, the machine of the shop

| what | where |
|---|---|
| nginx, the site | `/etc/nginx/sites-enabled/shop.conf` |
| the certificate of today, made by hand | `/etc/nginx/tls/shop.pem` |
| certbot's certificates, once there are some | `/etc/letsencrypt/live/NAME/` |
| what certbot does at night | `/var/log/night.log` (a night comes every minute; `night` brings one at once) |
| sshd | `/etc/ssh/sshd_config`, and before it `/etc/ssh/sshd_config.d/*.conf` |
| logins, good ones and bad ones | `/var/log/auth.log` |
| fail2ban, our own settings | `/etc/fail2ban/jail.local` (not there yet) |

The tab `web` is the console of the hosting provider: it is not SSH, and it opens even when SSH does not.
There is no systemd on this machine: `service ssh reload`, `service nginx reload`, `service fail2ban restart`.
END
mkdir -p monitoring
