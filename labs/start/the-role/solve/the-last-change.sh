# The top entry of git log.
set -eu
page=~/notes/first-day.md
[ -e $page ] || git -C ~/notes checkout -q origin/main -- first-day.md
case {{last}} in ines) who='Inès Caron' ;; amara) who='Amara Diallo' ;; jonas) who='Jonas Weber' ;; esac
id=$(git -C ~/shop rev-parse --short=7 origin/main)
sed -i -e "s|^Last change by:.*|Last change by: $who|" -e "s|^Its commit:.*|Its commit: $id|" $page
