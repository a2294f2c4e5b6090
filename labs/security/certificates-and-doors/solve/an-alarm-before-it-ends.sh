# The certificate that is shown, not the file: openssl asks the server and counts the seconds.
set -eu
cat > ~/monitoring/check-certificate <<'END'
#!/bin/sh
# check-certificate HOST PORT: an error when the certificate that is shown there ends within {{margin}} hours, or when there is none.
openssl s_client -connect "$1:$2" -servername "$1" < /dev/null 2>/dev/null | openssl x509 -noout -checkend $(({{margin}} * 3600))
END
chmod +x ~/monitoring/check-certificate
