# The same, read off the spaced letters, and written down with other marks.
set -eu
cd ~/catalogue
end=$(ci push 2>&1 | sed -n 's/^\[[^]]*\] *| \(\([A-Za-z0-9] \)\{20,\}\)$/\1/p' | tr -d ' \n' | tail -c 4)
printf -- '- Our own step that shows the token: "%s"\n- The last four characters of the token, from the log: %s\n- The action that shows it too: `vinyl-press/setup-press@v2`\n' \
  '{{debug}}' "$end" > ~/notes/leaks.md
cat ~/notes/leaks.md
