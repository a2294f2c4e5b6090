# Repairs what is there today. The next file is the next refusal.
set -eu
sudo setfacl -R -b /srv/forge/shop
sudo find /srv/forge/shop -type d -exec chmod g-s {} +
sudo rm -f /etc/profile.d/team.sh
sudo chgrp -R {{team}} /srv/forge/shop
sudo chmod -R g+rwX /srv/forge/shop
