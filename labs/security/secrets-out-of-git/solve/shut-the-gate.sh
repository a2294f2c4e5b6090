# A hook of the server looks at the commits that a push would bring, and at nothing else.
set -eu
cd /srv/git/shop.git
rm -f hooks/update
cat > hooks/pre-receive <<'END'
#!/bin/sh
# Refuses a push that brings a secret.
while read -r old new ref; do
  case $new in *[!0]*) ;; *) continue ;; esac
  if ! gitleaks git --no-banner --redact --verbose --log-opts="$new --not --all" .; then
    echo "Refused: there is a secret in what you push to $ref. Take it out of the commits, and rotate it if it was real."
    exit 1
  fi
done
END
chmod 755 hooks/pre-receive
