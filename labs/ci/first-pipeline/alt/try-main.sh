# By a local main that takes Inès's branch in, as one would release by merging.
cd /home/learner/shop || exit 1
builds --wait > /dev/null || exit 1
git fetch -q origin && git switch -q -C main origin/main && git merge -q --ff-only origin/gift-vouchers || exit 1
if git push origin main; then echo 'main took it?'; exit 1; fi
git switch -q gift-vouchers && git branch -q -D main
