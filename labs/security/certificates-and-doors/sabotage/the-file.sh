# It looks at a file, wherever it was asked about.
set -eu
cat > ~/monitoring/check-certificate <<'END'
#!/bin/sh
openssl x509 -in /etc/letsencrypt/live/shop.sillon.example/fullchain.pem -noout -checkend $(({{margin}} * 3600))
END
chmod +x ~/monitoring/check-certificate
