# web1 as it stands on Monday: the right port and page, an old release, no robots.txt,
# and a settings file that the shop itself (www-data) cannot read.
set -eu
n=0
until [ -s /run/nginx.pid ]; do n=$((n + 1)); [ "$n" -lt 100 ] || exit 1; sleep 0.2; done
install -d -m 0755 /srv/shop /etc/shop
cat > /srv/shop/index.html <<'X'
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sillon</title></head>
<body>
<h1>Sillon</h1>
<p>Second-hand vinyl. 4 812 records in stock.</p>
</body>
</html>
X
printf 'server {\n    listen {{port}};\n    server_name _;\n    root /srv/shop;\n\n    add_header X-Shop-Release "last-spring" always;\n}\n' > /etc/nginx/sites-available/shop.conf
ln -sfn /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf
printf 'DB_HOST=db\nDB_USER=shop\nDB_PASSWORD={{db_password}}\n' > /etc/shop/shop.env
chown root:root /etc/shop/shop.env
chmod 0640 /etc/shop/shop.env
nginx -s reload
