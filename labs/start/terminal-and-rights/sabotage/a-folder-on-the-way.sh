# Takes the folder for the file that was refused.
set -eu
sed -i 's|^Path:.*|Path: /srv/forge/shop|' ~/refusal.md
