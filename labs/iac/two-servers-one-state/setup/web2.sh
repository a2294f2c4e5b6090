# web2 as it stands on Monday: another port, the page of the summer sale, a robots.txt that keeps
# every search engine out, a settings file open to everyone, and an account that was to be temporary.
set -eu
n=0
until [ -s /run/nginx.pid ]; do n=$((n + 1)); [ "$n" -lt 100 ] || exit 1; sleep 0.2; done
install -d -m 0755 /srv/shop /etc/shop
printf '<!doctype html>\n<title>Sillon</title>\n<h1>Sillon: summer sale</h1>\n' > /srv/shop/index.html
printf 'User-agent: *\nDisallow: /\n' > /srv/shop/robots.txt
printf 'server {\n    listen 8080;\n    server_name _;\n    root /srv/shop;\n}\n' > /etc/nginx/sites-available/shop.conf
ln -sfn /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf
printf 'DB_HOST=db\nDB_USER=shop\nDB_PASSWORD={{db_password}}\n' > /etc/shop/shop.env
chown root:www-data /etc/shop/shop.env
chmod 0777 /etc/shop/shop.env
id ines-tmp >/dev/null 2>&1 || useradd -m -u 1500 -s /bin/bash ines-tmp
nginx -s reload
