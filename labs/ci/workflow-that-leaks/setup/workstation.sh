# The clone of the project, the note to fill in, and act's own copies of the action: one for each name that it can be called by.
set -eu
cd /home/learner/catalogue
find . -mindepth 1 -delete
git init -q -b main
git remote add origin https://github.com/sillon-records/catalogue.git
sh /opt/lab/project.sh .
git add -A
date=$(date -u -d '-9 days 17:40' +%Y-%m-%dT%H:%M:%SZ)
GIT_AUTHOR_NAME='Inès Caron' GIT_AUTHOR_EMAIL=ines@sillon.example GIT_COMMITTER_NAME='Inès Caron' GIT_COMMITTER_EMAIL=ines@sillon.example \
  GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git commit -q -m 'Publish to the hub; a step to see why it is refused'
git update-ref refs/remotes/origin/main HEAD
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
git switch -q -c safer-workflow

cat > /home/learner/notes/leaks.md <<'END'
# What the log gives away

Our own step that shows the token:
The last four characters of the token, from the log:
The action that shows it too:
END

mirror=/srv/mirror/vinyl-press/setup-press.git
mkdir -p /home/learner/.cache/act
for ref in $(git -C $mirror for-each-ref --format='%(refname:short)') $(git -C $mirror rev-list --all); do
  copy=/home/learner/.cache/act/vinyl-press-setup-press@$ref
  rm -rf "$copy"
  git clone -q --no-hardlinks $mirror "$copy"
  git -C "$copy" remote set-url origin https://github.com/vinyl-press/setup-press
  chmod -R u+w "$copy"
done
