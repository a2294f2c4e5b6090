# Who asked, and was refused.
set -eu
case {{reader}} in reports) tried=newsletter ;; *) tried=reports ;; esac
sed -i "s/^Program that got.*/Program that got the new key from OpenBao, besides the shop: $tried/" ~/incident.md
