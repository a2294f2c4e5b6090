# Inès's code as it was, the pipeline as it was, and the environment that requirements.txt asks for.
cd /home/learner/shop || exit 1
git fetch -q origin || exit 1
ines=$(git log -1 --author=ines@sillon.example --format=%H origin/gift-vouchers)
git switch -q gift-vouchers || exit 1
git reset -q --hard origin/gift-vouchers
git rm -q -r --ignore-unmatch . && git checkout -q "$ines" -- .
sed -i 's/^environment: .*/environment: shop-2025/' .ci/pipeline.yml
git add -A
git diff --cached --quiet || git commit -q -m 'The pipeline runs in the environment that requirements.txt asks for'
git push -q origin gift-vouchers || exit 1
head=$(git rev-parse --short=7 HEAD)
n=0
until builds | grep " $head" | grep -q ' green '; do
  n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
  sleep 1
done
