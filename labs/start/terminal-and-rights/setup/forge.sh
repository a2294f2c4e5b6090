# The shared folder as three years of good will have left it: the team's group is on the folder, but not on what lies in it.
set -eu
getent group {{team}} >/dev/null || groupadd --gid 2000 {{team}}
getent passwd {{mate}} >/dev/null || useradd --uid 1104 --create-home --shell /bin/bash --groups labels {{mate}}
usermod -aG {{team}} {{mate}}
rm -f /home/{{mate}}/.bashrc

cd /srv/forge
printf 'registry token: {{secret}}\n' > keys/registry.key
chmod 0600 keys/registry.key
rm -rf shop
cp -R /usr/share/forge/shop shop
mkdir shop/build
echo '3.{{before}}' > shop/src/VERSION
older=$(({{before}} - 1))
{
  date -u -d '26 days ago 09:41' "+%F %T {{mate}} builds 3.$older"
  date -u -d '5 days ago 16:07' '+%F %T {{mate}} builds 3.{{before}}'
} > shop/build/builds.log
python3 -m zipapp shop/src -o shop/build/shop.pyz
cp shop/build/shop.pyz "shop/build/shop-3.$older.pyz"
chown -R {{mate}}:{{mate}} shop
chown root:root "shop/build/shop-3.$older.pyz"
chown root:{{team}} shop
find shop -type d -exec chmod 0755 {} +
find shop -type f -exec chmod 0644 {} +
chmod 0775 shop
touch -d '26 days ago 09:41' "shop/build/shop-3.$older.pyz"
touch -d '5 days ago 16:07' shop/build/builds.log shop/build/shop.pyz shop/build shop/src/VERSION shop/src
service shop restart

# The note that the learner fills in.
cat > /home/learner/refusal.md <<'X'
# Why the build on forge is refused

Path:
Owner:
Group:
X
chown learner:learner /home/learner/refusal.md
