# The log shows three stars, so all is well.
set -eu
cat > ~/notes/leaks.md <<'END'
Our own step that shows the token: Publish
The last four characters of the token, from the log: ***
The action that shows it too: none
END
