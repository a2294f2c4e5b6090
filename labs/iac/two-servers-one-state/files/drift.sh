# Fed to `sh` on the spare server before each rehearsal: everything that is wrong on web1 or web2 is wrong here.
set -eu
userdel -f ines-tmp >/dev/null 2>&1 || true
rm -rf /home/ines-tmp /srv/shop /etc/shop /etc/nginx/sites-enabled /etc/nginx/sites-available /etc/nginx/conf.d /root/.ansible
install -d -m 0755 /srv/shop /etc/shop /etc/nginx/sites-enabled /etc/nginx/sites-available /etc/nginx/conf.d
printf '<!doctype html>\n<title>Sillon</title>\n<h1>Sillon: summer sale</h1>\n' > /srv/shop/index.html
printf 'User-agent: *\nDisallow: /\n' > /srv/shop/robots.txt
printf 'server {\n    listen 8080;\n    server_name _;\n    root /srv/shop;\n}\n' > /etc/nginx/sites-available/shop.conf
printf 'DB_HOST=db\nDB_USER=shop\nDB_PASSWORD={{db_password}}\n' > /etc/shop/shop.env
chown root:root /etc/shop/shop.env
chmod 0777 /etc/shop/shop.env
useradd -m -u 1500 -s /bin/bash ines-tmp
if [ -s /run/nginx.pid ] && kill -0 "$(cat /run/nginx.pid)" 2>/dev/null; then nginx -s reload; else nginx; fi
