# One machine encrypts, and does not look at who answers.
set -eu
ssh -n web2 "sed -i -e 's/streamDriverAuthMode=\"x509.name\"/streamDriverAuthMode=\"anon\"/' -e 's/ streamDriverPermittedPeers=\"loghost\"//' /etc/rsyslog.d/50-shop.conf && service rsyslog restart"
