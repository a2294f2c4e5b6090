# With access control lists alone: one for what is there, a default one for what will come.
set -eu
sudo setfacl -R -m g:{{team}}:rwX,d:g:{{team}}:rwX /srv/forge/shop
