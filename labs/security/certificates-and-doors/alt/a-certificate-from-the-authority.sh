# Standalone: certbot answers the authority itself on port 80, and nginx stands aside meanwhile; the paths that nginx knows become links.
set -eu
certbot certonly -n -q --agree-tos --register-unsafely-without-email --server https://ca/acme/local/directory \
  --standalone -d shop.sillon.example --pre-hook 'service nginx stop' --post-hook 'service nginx start'
ln -sf /etc/letsencrypt/live/shop.sillon.example/fullchain.pem /etc/nginx/tls/shop.pem
ln -sf /etc/letsencrypt/live/shop.sillon.example/privkey.pem /etc/nginx/tls/shop.key
nginx -t 2>/dev/null
service nginx restart >/dev/null
sleep 0.5
