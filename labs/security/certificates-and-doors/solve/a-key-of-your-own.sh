# A key pair, whose public half goes over with the password, for the last time.
set -eu
install -d -m 0700 ~/.ssh
if [ -f ~/old-key ]; then
  mv ~/old-key ~/.ssh/id_ed25519
  mv ~/old-key.pub ~/.ssh/id_ed25519.pub
fi
[ -f ~/.ssh/id_ed25519 ] || ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519
if ! ssh -o BatchMode=yes learner@web true 2>/dev/null; then
  sshpass -p '{{password}}' ssh-copy-id -i ~/.ssh/id_ed25519.pub learner@web >/dev/null 2>&1
fi
ssh -o BatchMode=yes learner@web true
