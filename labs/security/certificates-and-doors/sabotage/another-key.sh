# A new pair of keys, of which web knows nothing; the old one is put away.
set -eu
mv ~/.ssh/id_ed25519 ~/old-key
mv ~/.ssh/id_ed25519.pub ~/old-key.pub
ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519
