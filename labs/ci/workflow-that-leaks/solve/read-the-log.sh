# What `ci push` shows: the letters with spaces between them, and a "cache key" that base64 -d turns into the token twice.
set -eu
# (In the workflow as Inès left it: a later task may have mended it by now.)
rm -rf /tmp/as-it-was
git clone -q ~/catalogue /tmp/as-it-was
cd /tmp/as-it-was
git checkout -q -B main "$(git -C ~/catalogue rev-parse origin/main)"
git remote set-url origin https://github.com/sillon-records/catalogue.git
log=$(ci push 2>&1 || true)
end=$(printf '%s\n' "$log" | sed -n 's/.*cache key: //p' | head -1 | base64 -d | base64 -d | sed -n 's/^PUBLISH_TOKEN=//p' | head -1 | tail -c 5)
cat > ~/notes/leaks.md <<END
# What the log gives away

Our own step that shows the token: {{debug}}
The last four characters of the token, from the log: $end
The action that shows it too: vinyl-press/setup-press
END
