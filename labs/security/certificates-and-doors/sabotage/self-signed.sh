# A certificate of one's own, for ten years: nobody has to renew it, and nobody trusts it.
set -eu
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=shop.sillon.example \
  -addext subjectAltName=DNS:shop.sillon.example -keyout /etc/nginx/tls/own.key -out /etc/nginx/tls/own.pem 2>/dev/null
cd /etc/nginx/sites-enabled
sed -i -E -e 's#^( *ssl_certificate) .*#\1     /etc/nginx/tls/own.pem;#' -e 's#^( *ssl_certificate_key) .*#\1 /etc/nginx/tls/own.key;#' shop.conf
service nginx reload >/dev/null
sleep 0.5
