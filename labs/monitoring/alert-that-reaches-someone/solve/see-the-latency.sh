# What the classic graph over 2d shows, written down.
set -eu
cd ~/shop
cat > incident.md <<'END'
# Incident: the shop was slow last night

Page: /{{slow}}
Began (UTC): 0{{hour}}:{{minute}}
END
