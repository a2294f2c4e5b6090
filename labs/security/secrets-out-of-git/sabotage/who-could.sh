# Who may, by the policies, and not who did.
set -eu
sed -i 's/^Program that got.*/Program that got the new key from OpenBao, besides the shop: backup/' ~/incident.md
