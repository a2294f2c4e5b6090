# The log is copied and then cut: what is written in between is lost.
set -eu
ssh web2 'cat > /etc/logrotate.d/shop' <<'CONF'
/var/log/shop/access.log {
    daily
    rotate {{keep}}
    missingok
    compress
    copytruncate
}
CONF
