# Everyone may do everything: the oldest quick fix there is.
set -eu
sudo chmod -R 777 /srv/forge
