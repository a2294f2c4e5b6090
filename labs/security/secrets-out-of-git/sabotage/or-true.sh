# The hook complains and lets everything through.
set -eu
cd /srv/git/shop.git
cat > hooks/pre-receive <<'END'
#!/bin/sh
while read -r old new ref; do
  gitleaks git --no-banner --redact --log-opts="$new --not --all" . || true
done
END
chmod +x hooks/pre-receive
