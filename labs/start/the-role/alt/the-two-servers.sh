# Asked with curl.
set -eu
page=~/notes/first-day.md
for server in web1 web2; do
  version=$(curl -sSI -m 10 http://$server:8080/ | tr -d '\r' | sed -n 's/^X-Shop-Version: //p')
  sed -i "s|^Version on $server:.*|Version on $server: version $version|" $page
done
