# The clone of the project, with the branch that slipped through and the branch to work on, and the note to fill in.
set -eu
cd /home/learner/parcels
find . -mindepth 1 -delete
git init -q -b main
git config user.name 'You'
git config user.email you@sillon.example
git remote add origin https://gitlab.sillon.example/sillon/parcels.git

commit() {  # name, mail, days ago, message
  git add -A
  date=$(date -u -d "-$3 days 15:20" +%Y-%m-%dT%H:%M:%SZ)
  GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2 \
    GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git commit -q -m "$4"
}

# How the file came to be what it is: each step had its reason.
sh /opt/lab/project.sh .
cp .gitlab-ci.yml ../now.yml
python3 - <<'END'
import re
text = open('.gitlab-ci.yml').read()
text = text.replace('  - deploy\n  - test\n', '  - test\n  - deploy\n').replace('  needs: []\n', '').replace('  allow_failure: true\n', '')
text = text.replace('      - build/\n', '      - dist/\n')
open('first.yml', 'w').write(text.replace('$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', '$CI_COMMIT_BRANCH == "{{oldbranch}}"'))
open('moved.yml', 'w').write(text)
quick = text.replace('  - test\n  - deploy\n', '  - deploy\n  - test\n').replace('  stage: deploy\n', '  stage: deploy\n  needs: []\n')
open('quick.yml', 'w').write(quick)
open('green.yml', 'w').write(quick.rstrip('\n') + '\n  allow_failure: true\n')
END
mkdir -p ../steps && mv first.yml moved.yml quick.yml green.yml ../steps/
cp ../steps/first.yml .gitlab-ci.yml
commit 'Inès Caron' ines@sillon.example 320 'What it costs to send a parcel'
cp ../steps/moved.yml .gitlab-ci.yml
commit 'Inès Caron' ines@sillon.example 214 'The default branch is called main now'
cp ../steps/quick.yml .gitlab-ci.yml
commit 'Inès Caron' ines@sillon.example 171 'Deploy first, so that Tomás sees it sooner'
cp ../steps/green.yml .gitlab-ci.yml
commit 'Inès Caron' ines@sillon.example 96 'Let the tests fail while we move to the new prices'
cp ../now.yml .gitlab-ci.yml
commit 'Inès Caron' ines@sillon.example 40 'Keep what was built'
git update-ref refs/remotes/origin/main HEAD
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main

git switch -q -c free-shipping
sed -i 's/basket >= FREE_FROM/basket > FREE_FROM/' parcels/fees.py
commit 'Inès Caron' ines@sillon.example 4 'Simpler rule for free shipping'
git update-ref refs/remotes/origin/free-shipping HEAD
git switch -q main
git switch -q -c repair-pipeline
rm -rf ../steps ../now.yml

cat > /home/learner/notes/pipeline.md <<'END'
# What our pipeline really does

Jobs in a merge request:
Jobs on main:
The tests wait for a branch called:
END
