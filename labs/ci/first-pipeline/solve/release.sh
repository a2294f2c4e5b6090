# The green commit goes to main; a later branch that holds it goes as well.
cd /home/learner/shop || exit 1
git fetch -q origin || exit 1
ref=origin/gift-vouchers
if git merge-base --is-ancestor origin/gift-vouchers origin/check-environment 2>/dev/null; then ref=origin/check-environment; fi
if ! git merge-base --is-ancestor origin/main "$ref"; then
  # Both have gone their own ways: join them, with the branch's files and main's pipeline.
  git switch -q -C release "$ref" && git merge -q -s ours -m 'Join main' origin/main || exit 1
  git checkout -q origin/main -- .ci/pipeline.yml
  git diff --cached --quiet || git commit -q --amend --no-edit
  git push -q --force origin release || exit 1
  head=$(git rev-parse --short=7 release)
  n=0
  until builds | grep " $head" | grep -q ' green '; do
    n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
    sleep 1
  done
  ref=release
fi
git push -q origin "$ref:refs/heads/main" || exit 1
head=$(git rev-parse --short=7 "$ref")
n=0
until builds | grep ' main ' | grep " $head" | grep -q ' green '; do
  n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
  sleep 1
done
