# The learner's clone, the note, the account at the payment provider, and the token for OpenBao.
set -eu
cd /home/learner
umask 077
[ -e .netrc ] || printf 'machine pay\nlogin sillon\npassword %s\n' '{{paypass}}' > .netrc
[ -e .vault-token ] || printf '%s' '{{juniortoken}}' > .vault-token
umask 022
[ -e incident.md ] || cat > incident.md <<'END'
# A key of the payment provider is out

Commit that brought in the key which is still valid:
Program that got the new key from OpenBao, besides the shop:
END
if [ -d shop/.git ]; then exit 0; fi
rm -rf shop
n=0
until git clone -q git://git/shop.git shop; do
  n=$((n + 1)); [ $n -lt 60 ] || exit 1
  rm -rf shop
  sleep 1
done
