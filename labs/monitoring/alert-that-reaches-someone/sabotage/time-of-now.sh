# The right page, with a time read from the wrong end of the graph.
set -eu
cd ~/shop
printf '# Incident\n\nPage: /{{slow}}\nBegan (UTC): 1{{hour}}:{{minute}}\n' > incident.md
