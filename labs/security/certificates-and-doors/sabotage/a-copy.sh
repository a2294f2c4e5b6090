# nginx gets a copy of the files; the renewal writes elsewhere.
set -eu
cp -L /etc/letsencrypt/live/shop.sillon.example/fullchain.pem /etc/nginx/tls/copy.pem
cp -L /etc/letsencrypt/live/shop.sillon.example/privkey.pem /etc/nginx/tls/copy.key
cd /etc/nginx/sites-enabled
sed -i -E -e 's#^( *ssl_certificate) .*#\1     /etc/nginx/tls/copy.pem;#' -e 's#^( *ssl_certificate_key) .*#\1 /etc/nginx/tls/copy.key;#' shop.conf
service nginx reload >/dev/null
night
