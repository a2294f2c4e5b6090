# What runs on stage already: the shop of a demonstration long ago, and the service that prints the parcels' labels.
set -eu
docker run -d --name label-printer --init --restart unless-stopped -p 9100:9100 sillon/python:3.11 \
  python3 -m http.server 9100 --directory /srv >/dev/null
docker run -d --name shop-demo --restart always -p 8080:80 nginx:1.22 >/dev/null
docker exec shop-demo sh -c 'echo "<!doctype html><title>Sillon, demonstration</title><h1>Sillon</h1><p>Demonstration of March. Nothing here is for sale.</p>" > /usr/share/nginx/html/index.html'
