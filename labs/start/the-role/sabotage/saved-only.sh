# Saved in the file, but in no commit.
set -eu
echo 'And then I would ask Amara what she thinks.' >> ~/notes/first-day.md
