# Another way: the older form of the configuration, in a file of its own.
set -eu
ssh loghost 'rm /etc/rsyslog.d/10-receive.conf; cat > /etc/rsyslog.d/60-tls.conf' <<'CONF'
$DefaultNetstreamDriver gtls
$DefaultNetstreamDriverCAFile /etc/ssl/sillon/ca.pem
$DefaultNetstreamDriverCertFile /etc/ssl/sillon/loghost.pem
$DefaultNetstreamDriverKeyFile /etc/ssl/sillon/loghost-key.pem
$ModLoad imtcp
$InputTCPServerStreamDriverMode 1
$InputTCPServerStreamDriverAuthMode x509/name
$InputTCPServerStreamDriverPermittedPeer web1
$InputTCPServerStreamDriverPermittedPeer web2
$InputTCPServerStreamDriverPermittedPeer payment
$template each,"/var/log/sillon/%HOSTNAME%/%APP-NAME%.log"
$RuleSet incoming
*.* ?each
$RuleSet RSYSLOG_DefaultRuleset
$InputTCPServerBindRuleset incoming
$InputTCPServerRun 6514
CONF
ssh -n loghost 'service rsyslog restart'
