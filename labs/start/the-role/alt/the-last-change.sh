# What git itself says, the commit in full.
set -eu
page=~/notes/first-day.md
who=$(git -C ~/shop log -1 --format=%an)
id=$(git -C ~/shop log -1 --format=%H)
sed -i -e "s|^Last change by:.*|- **Last change by:** ${who%% *}.|" -e "s|^Its commit:.*|- **Its commit:** $id|" $page
