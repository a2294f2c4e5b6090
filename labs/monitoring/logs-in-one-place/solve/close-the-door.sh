# TLS on port 6514, for three names of our authority; the old door goes.
set -eu
ssh loghost 'cat > /etc/rsyslog.d/10-receive.conf' <<'CONF'
global(
  defaultNetstreamDriver="gtls"
  defaultNetstreamDriverCAFile="/etc/ssl/sillon/ca.pem"
  defaultNetstreamDriverCertFile="/etc/ssl/sillon/loghost.pem"
  defaultNetstreamDriverKeyFile="/etc/ssl/sillon/loghost-key.pem"
)
module(
  load="imtcp"
  streamDriver.name="gtls"
  streamDriver.mode="1"
  streamDriver.authMode="x509/name"
  permittedPeer=["web1", "web2", "payment"]
)
input(type="imtcp" port="6514" ruleset="central")

template(name="one-file-each" type="string" string="/var/log/sillon/%HOSTNAME%/%PROGRAMNAME%.log")

ruleset(name="central") {
  action(type="omfile" dynaFile="one-file-each")
}
CONF
ssh -n loghost 'rm -f /etc/rsyslog.d/20-old.conf; service rsyslog restart'
