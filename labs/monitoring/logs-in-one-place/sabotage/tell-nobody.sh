# The log is set aside, and the service is not told.
set -eu
ssh web1 'cat > /etc/logrotate.d/shop' <<'CONF'
/var/log/shop/access.log {
    daily
    rotate {{keep}}
    missingok
    compress
    delaycompress
    create 0644 root root
}
CONF
