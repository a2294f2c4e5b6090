# One machine sends over TLS, and once more in plain text "to be safe".
set -eu
ssh -n web1 "sed -i 's/^ruleset(name=\"ship\") {/&\n  action(type=\"omfwd\" target=\"loghost\" port=\"514\" protocol=\"tcp\")/' /etc/rsyslog.d/50-shop.conf && service rsyslog restart"
