# One machine is content with any certificate of our authority.
set -eu
ssh -n payment "sed -i -e 's/streamDriverAuthMode=\"x509.name\"/streamDriverAuthMode=\"x509\/certvalid\"/' -e 's/ streamDriverPermittedPeers=\"loghost\"//' /etc/rsyslog.d/50-shop.conf && service rsyslog restart"
