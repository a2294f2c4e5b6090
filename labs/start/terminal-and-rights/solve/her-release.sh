# All of it as Inès: the number, the build, the restart.
set -eu
sudo -iu ines sh -c 'echo 3.{{version}} > /srv/forge/shop/src/VERSION'
sudo -iu ines make -C /srv/forge/shop
sudo -iu ines sudo -n service shop restart
