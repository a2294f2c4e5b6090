# Waits until the first builds are done, then tries to push the red commit to main.
cd /home/learner/shop || exit 1
red=$(git log -1 --author=ines@sillon.example --format=%H gift-vouchers)
n=0
until builds | grep 'gift-vouchers' | grep -q ' red '; do
  n=$((n + 1)); [ "$n" -lt 90 ] || { builds; exit 1; }
  sleep 1
done
if git push origin "$red:main"; then echo 'main took it?'; exit 1; fi
exit 0
