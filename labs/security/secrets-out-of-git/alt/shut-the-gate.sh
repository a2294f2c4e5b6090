# The hook `update`, which git runs once for each branch, with the patches of the new commits given to gitleaks on its standard input.
set -eu
cd /srv/git/shop.git
cat > hooks/update <<'END'
#!/bin/bash
ref=$1 new=$3
[[ $new =~ ^0+$ ]] && exit 0
git log -p -U0 --no-color --format= "$new" --not --all | grep '^+' | sed 's/^+//' | gitleaks stdin --no-banner --redact || { echo "a secret in $ref"; exit 1; }
END
chmod +x hooks/update
