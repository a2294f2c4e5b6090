# certbot asks the authority, proves the name over the web root, and nginx shows the whole chain.
set -eu
certbot certonly -n -q --agree-tos -m jonas@sillon.example --server https://ca/acme/local/directory \
  --webroot -w /var/www/acme -d shop.sillon.example --cert-name shop.sillon.example --keep-until-expiring
cd /etc/nginx/sites-enabled
sed -i -E -e 's#^( *ssl_certificate) .*#\1     /etc/letsencrypt/live/shop.sillon.example/fullchain.pem;#' \
  -e 's#^( *ssl_certificate_key) .*#\1 /etc/letsencrypt/live/shop.sillon.example/privkey.pem;#' shop.conf
nginx -t 2>/dev/null
service nginx reload >/dev/null
sleep 0.5
