# The group is inherited, but with the usual umask it may only read.
set -eu
sudo setfacl -R -b /srv/forge/shop
sudo rm -f /etc/profile.d/team.sh
sudo chgrp -R {{team}} /srv/forge/shop
sudo chmod -R g+rwX /srv/forge/shop
sudo find /srv/forge/shop -type d -exec chmod g+s {} +
