# The wrong one is told: rsyslog reads the log, it does not write it.
set -eu
ssh web1 'cat > /etc/logrotate.d/shop' <<'CONF'
/var/log/shop/access.log {
    daily
    rotate {{keep}}
    missingok
    create 0644 root root
    postrotate
        service rsyslog rotate || true
    endscript
}
CONF
