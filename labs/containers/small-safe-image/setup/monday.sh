# Monday's image, built with the token of Monday. Since then the index has a new one.
set -eu
echo '{{old_token}}' > /run/index-tokens
cd /home/learner/shop
printf '%s\n' '{{old_token}}' > .index-token
docker build -q -t shop:monday . >/dev/null
printf '%s\n' '{{token}}' > .index-token
chown learner:learner .index-token
echo '{{token}}' > /run/index-tokens
