# Stopped, with a restart policy that brings it back.
set -eu
docker rm -f shop-demo 2>/dev/null || true
docker create --name shop-demo --restart always -p 8080:80 nginx:1.22
