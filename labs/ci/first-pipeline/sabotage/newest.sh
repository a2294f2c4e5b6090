# The newest environment, because newest is best.
cd /home/learner/shop || exit 1
git fetch -q origin && git switch -q gift-vouchers && git reset -q --hard origin/gift-vouchers || exit 1
sed -i -e 's/^environment: .*/environment: shop-next/' .ci/pipeline.yml
git add -A
git commit -q --allow-empty -m 'Pipeline: the newest environment'
git push -q origin gift-vouchers || exit 1
head=$(git rev-parse --short=7 HEAD)
n=0
until builds | grep " $head" | grep -Eq ' (green|red|warning) '; do
  n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
  sleep 1
done
