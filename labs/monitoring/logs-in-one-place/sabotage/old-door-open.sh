# The new door is locked, and the old one stays open.
set -eu
ssh loghost 'cat > /etc/rsyslog.d/20-old.conf && service rsyslog restart' <<'CONF'
module(load="imptcp")
input(type="imptcp" port="514" ruleset="central")
CONF
