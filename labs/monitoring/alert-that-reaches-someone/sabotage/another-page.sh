# Names another page: the one with the most visitors, say.
set -eu
cd ~/shop
page=/records
if [ "{{slow}}" = records ]; then page=/search; fi
printf '# Incident\n\nPage: %s\nBegan (UTC): 0{{hour}}:{{minute}}\n' "$page" > incident.md
