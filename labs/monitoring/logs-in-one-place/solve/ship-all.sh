# One file for each machine; only the names in it differ.
set -eu
ship() { # MACHINE FILE TAG
  ssh "$1" "cat > /etc/rsyslog.d/50-shop.conf && rm -f /etc/rsyslog.d/90-extra.conf && service rsyslog restart" <<CONF
module(load="imfile")
input(type="imfile" file="$2" tag="$3" ruleset="ship")

global(
  defaultNetstreamDriverCAFile="/etc/ssl/sillon/ca.pem"
  defaultNetstreamDriverCertFile="/etc/ssl/sillon/$1.pem"
  defaultNetstreamDriverKeyFile="/etc/ssl/sillon/$1-key.pem"
)
ruleset(name="ship") {
  action(
    type="omfwd" target="loghost" port="6514" protocol="tcp"
    streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="loghost"
    queue.type="LinkedList" queue.filename="ship" queue.maxDiskSpace="50m" queue.saveOnShutdown="on"
    action.resumeRetryCount="-1" action.resumeInterval="2"
  )
}
CONF
}
ship web1 /var/log/shop/access.log shop
ship web2 /var/log/shop/access.log shop
ship payment /var/log/payment/payment.log payment
