# The same with another tool.
set -eu
sudo gpasswd -a ines {{team}}
