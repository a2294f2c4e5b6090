# A pattern of one's own knows one kind of secret.
set -eu
cd /srv/git/shop.git
cat > hooks/pre-receive <<'END'
#!/bin/sh
while read -r old new ref; do
  case $new in *[!0]*) ;; *) continue ;; esac
  if git log -p "$new" --not --all | grep -q 'sk_live_'; then exit 1; fi
done
END
chmod +x hooks/pre-receive
