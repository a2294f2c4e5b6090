# What the refusal and `ls -l` say, written down.
set -eu
cat > ~/refusal.md <<'END'
# Why the build on forge is refused

Path: /srv/forge/shop/build/builds.log
Owner: {{mate}}
Group: {{team}}
END
