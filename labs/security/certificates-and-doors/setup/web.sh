# The machine as the hosting provider and two years left it: passwords, an old key of root, a certificate made by hand that ends soon.
set -eu
if [ -e /var/lib/lab-ready ]; then exit 0; fi
echo 'learner:{{password}}' | chpasswd
echo 'root:{{weak}}' | chpasswd
install -d -m 0700 /root/.ssh
install -m 0600 /opt/sillon-keys/former.pub /root/.ssh/authorized_keys

work=$(mktemp -d)
cd "$work"
cat > ca.cnf <<'END'
[ca]
default_ca = old
[old]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = leaf
[any]
commonName = supplied
[leaf]
subjectAltName = DNS:shop.sillon.example
[root]
basicConstraints = critical, CA:true
END
: > index.txt
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj '/CN=Sillon, made by hand' -keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=shop.sillon.example -keyout shop.key -out shop.csr 2>/dev/null
openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in shop.csr -out shop.pem \
  -startdate "$(date -u -d '-364 days' +%y%m%d%H%M%SZ)" -enddate "$(date -u -d '+{{hours}} hours' +%y%m%d%H%M%SZ)" 2>/dev/null
install -m 0644 shop.pem /etc/nginx/tls/shop.pem
install -m 0600 shop.key /etc/nginx/tls/shop.key
cd / && rm -rf "$work"
nginx -t 2>/dev/null
service nginx reload >/dev/null
touch /var/lib/lab-ready
