# In the team, and an administrator of the whole machine besides.
set -eu
sudo usermod -aG {{team}},sudo ines
