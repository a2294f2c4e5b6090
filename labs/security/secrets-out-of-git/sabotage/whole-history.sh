# It looks at all that the server has each time: the old key is in there, and nobody can push any more.
set -eu
cd /srv/git/shop.git
git branch -f last-summer "$(jq -r .leak ../origin.json)"
cat > hooks/pre-receive <<'END'
#!/bin/sh
gitleaks git --no-banner --redact . || exit 1
END
chmod +x hooks/pre-receive
