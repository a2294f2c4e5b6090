# An RSA key under another name, carried over by hand.
set -eu
install -d -m 0700 ~/.ssh
ssh-keygen -q -t rsa -b 3072 -N '' -f ~/.ssh/web
sshpass -p '{{password}}' ssh learner@web 'umask 077; mkdir -p .ssh; cat >> .ssh/authorized_keys' < ~/.ssh/web.pub
printf 'Host web\n    User learner\n    IdentityFile ~/.ssh/web\n' > ~/.ssh/config
ssh -o BatchMode=yes web true
