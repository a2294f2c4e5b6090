# A cache instead of an artifact: it may be there, or not.
set -eu
cd /home/learner/parcels
git switch -q repair-pipeline
git rm -q -r --cached --ignore-unmatch dist
git checkout -q origin/main -- Makefile parcels tests tools
cat > .gitlab-ci.yml <<'END'
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

stages: [build, test, deploy]

lint:
  stage: build
  script:
    - make lint

build:
  stage: build
  script:
    - make build
  cache: &cache
    key: $CI_COMMIT_SHA
    paths: [dist/]

deploy:
  stage: deploy
  cache: *cache
  script:
    - make deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

{{suite}}:
  stage: test
  script:
    - make test
  cache: *cache
END
git add -A
git diff --cached --quiet || git commit -q -m 'Keep dist between the jobs'
