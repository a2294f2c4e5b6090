# web1 is mended by hand, web2 is forgotten, and nothing is written down.
set -eu
cd /home/learner/fleet
git checkout -q -- site.yml group_vars
ssh root@web2 'printf "server {\n    listen 8080;\n    server_name _;\n    root /srv/shop;\n}\n" > /etc/nginx/sites-available/shop.conf && nginx -s reload'
n=0
until curl -fs -m 3 -o /dev/null http://web2:8080/ && ! curl -s -m 3 -o /dev/null http://web2:{{port}}/; do n=$((n + 1)); [ "$n" -lt 60 ] || exit 1; sleep 0.5; done
ssh root@web1 'sed -i "s/X-Shop-Release.*/X-Shop-Release \"{{release}}\" always;/" /etc/nginx/sites-available/shop.conf && nginx -s reload'
