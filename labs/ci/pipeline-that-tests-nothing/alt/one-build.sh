# Built and tested in one job, whose artifact is deployed.
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

stages: [build, deploy]

lint:
  stage: build
  script:
    - make lint

build and test:
  stage: build
  script:
    - make build
    - make test
  artifacts:
    paths: [dist/parcels.pyz]

deploy:
  stage: deploy
  needs: ["build and test", lint]
  script:
    - test -s dist/parcels.pyz
    - cp dist/parcels.pyz "$DEPLOY_DIR/"
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
END
git add -A
git diff --cached --quiet || git commit -q -m 'Build and test together'
