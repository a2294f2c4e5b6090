# cert.pem looks like the right file; the certificate in the middle of the chain is missing.
set -eu
cd /etc/nginx/sites-enabled
sed -i -E 's#/fullchain.pem#/cert.pem#' shop.conf
service nginx reload >/dev/null
sleep 0.5
