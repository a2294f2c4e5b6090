# By a local main that takes the branch in.
cd /home/learner/shop || exit 1
git fetch -q origin && git switch -q -C main origin/main && git merge -q --ff-only origin/gift-vouchers || exit 1
git push -q origin main || exit 1
builds --wait
