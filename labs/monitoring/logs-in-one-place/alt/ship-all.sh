# Another way: the older form of the configuration, everything the machine says, and no ruleset of its own.
set -eu
for machine in web1 web2 payment; do
  file=/var/log/shop/access.log
  [ "$machine" != payment ] || file=/var/log/payment/payment.log
  ssh "$machine" "rm -f /etc/rsyslog.d/50-shop.conf; cat > /etc/rsyslog.d/00-central.conf && service rsyslog restart" <<CONF
\$DefaultNetstreamDriver gtls
\$DefaultNetstreamDriverCAFile /etc/ssl/sillon/ca.pem
\$DefaultNetstreamDriverCertFile /etc/ssl/sillon/$machine.pem
\$DefaultNetstreamDriverKeyFile /etc/ssl/sillon/$machine-key.pem
\$ActionSendStreamDriverMode 1
\$ActionSendStreamDriverAuthMode x509/name
\$ActionSendStreamDriverPermittedPeer loghost
module(load="imfile")
input(type="imfile" file="$file" tag="app:" facility="local3" severity="info")
*.* @@loghost:6514
CONF
done
