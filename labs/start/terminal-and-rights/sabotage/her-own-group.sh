# The group that Inès has, from `id`, instead of the one that she lacks.
set -eu
sed -i 's/^Group:.*/Group: ines/' ~/refusal.md
