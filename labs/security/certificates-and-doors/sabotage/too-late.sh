# The alarm comes when it has ended.
set -eu
cat > ~/monitoring/check-certificate <<'END'
#!/bin/sh
openssl s_client -connect "$1:$2" -servername "$1" < /dev/null 2>/dev/null | openssl x509 -noout -checkend 0
END
chmod +x ~/monitoring/check-certificate
