# A star for the last word: it is also `stop`, and anything else.
set -eu
echo '%{{team}} ALL=(root) NOPASSWD: /usr/sbin/service shop *' | sudo tee /etc/sudoers.d/30-shop >/dev/null
