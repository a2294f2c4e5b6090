# Another way: a pattern, no packing, and the service found by its name.
set -eu
for machine in web1 web2; do
  ssh "$machine" 'rm /etc/logrotate.d/shop; cat > /etc/logrotate.d/access && chmod 600 /etc/logrotate.d/access' <<'CONF'
/var/log/shop/*.log
{
  rotate {{keep}}
  nocreate
  sharedscripts
  postrotate
    pkill -HUP -f /opt/sillon/service.py || true
  endscript
  daily
}
CONF
done
