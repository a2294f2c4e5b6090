# usermod without -a: she is in the new group, and in none of her old ones.
set -eu
sudo usermod -G {{team}} ines
