# The service is told to open its log again; the newest old log is packed a day later.
set -eu
for machine in web1 web2; do
  ssh "$machine" 'cat > /etc/logrotate.d/shop' <<'CONF'
/var/log/shop/access.log {
    daily
    rotate {{keep}}
    missingok
    notifempty
    compress
    delaycompress
    create 0644 root root
    postrotate
        kill -HUP "$(cat /run/shop.pid)"
    endscript
}
CONF
done
