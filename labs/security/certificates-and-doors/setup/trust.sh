# The root of Sillon's authority is trusted on this machine.
set -eu
if [ -s /usr/local/share/ca-certificates/sillon.crt ] && [ -e /usr/local/share/ca-certificates/.done ]; then exit 0; fi
n=0
until curl -fsS -m 5 -o /tmp/root.crt http://ca/root.crt && openssl x509 -in /tmp/root.crt -noout 2>/dev/null; do
  n=$((n + 1)); [ $n -lt 90 ] || exit 1
  sleep 0.5
done
mv /tmp/root.crt /usr/local/share/ca-certificates/sillon.crt
chmod 644 /usr/local/share/ca-certificates/sillon.crt
update-ca-certificates >/dev/null 2>&1
touch /usr/local/share/ca-certificates/.done
