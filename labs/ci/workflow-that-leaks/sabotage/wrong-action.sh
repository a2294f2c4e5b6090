# The step is right, the action is guessed.
set -eu
cat > ~/notes/leaks.md <<END
Our own step that shows the token: {{debug}}
The last four characters of the token, from the log: $(printf %s '{{token}}' | tail -c 4)
The action that shows it too: actions/checkout@v6
END
