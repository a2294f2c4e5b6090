# The demonstration is kept, stopped, and told not to come back by itself.
set -eu
docker update --restart no shop-demo
docker stop shop-demo
