# It prints what is wrong, and says that all is well.
set -eu
cat > ~/monitoring/check-certificate <<'END'
#!/bin/sh
openssl s_client -connect "$1:$2" -servername "$1" < /dev/null 2>/dev/null | openssl x509 -noout -checkend $(({{margin}} * 3600)) || true
END
chmod +x ~/monitoring/check-certificate
