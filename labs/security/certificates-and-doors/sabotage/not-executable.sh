# The hook is there, and certbot passes it by.
set -eu
chmod 644 /etc/letsencrypt/renewal-hooks/deploy/*
night
