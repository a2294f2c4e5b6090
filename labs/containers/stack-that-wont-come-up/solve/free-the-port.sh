# The demonstration goes for good, the label printer stays, and the stack keeps its port.
set -eu
cd ~/shop
sed -i 's/"[0-9]*:80"/"8080:80"/' compose.yaml
docker rm -f shop-demo 2>/dev/null || true
docker start label-printer >/dev/null
