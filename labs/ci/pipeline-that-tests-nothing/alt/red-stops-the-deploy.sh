# One stage only: what waits for what is said by needs.
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

stages: [all]

.job: &job
  stage: all

lint:
  <<: *job
  script: make lint

build:
  <<: *job
  script: make build

{{suite}}:
  <<: *job
  needs: [build]
  script: make test

deploy:
  <<: *job
  needs: [{{suite}}]
  script: make deploy
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      when: never
    - if: $CI_COMMIT_BRANCH == "main"
END
git add -A
git diff --cached --quiet || git commit -q -m 'A graph instead of stages'
