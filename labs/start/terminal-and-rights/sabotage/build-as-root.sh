# The build done with sudo, because root is never refused.
set -eu
cd /srv/forge/shop
sudo sh -c 'echo 3.{{version}} > src/VERSION'
sudo make
sudo service shop restart
