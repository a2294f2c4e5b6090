# A deploy hook: certbot runs it after a renewal, and it makes nginx read the new files.
set -eu
folder=/etc/letsencrypt/renewal-hooks/deploy
install -d $folder
cat > $folder/reload-nginx <<'END'
#!/bin/sh
nginx -t && service nginx reload
END
chmod 755 $folder/reload-nginx
cd /etc/nginx/sites-enabled
sed -i -E -e 's#^( *ssl_certificate) .*#\1     /etc/letsencrypt/live/shop.sillon.example/fullchain.pem;#' \
  -e 's#^( *ssl_certificate_key) .*#\1 /etc/letsencrypt/live/shop.sillon.example/privkey.pem;#' shop.conf
service nginx reload >/dev/null
night
