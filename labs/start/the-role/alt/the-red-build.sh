# The branch instead of the number; the step as the pipeline shows it.
set -eu
page=~/notes/first-day.md
builds --wait
line=$(builds | grep ' red ')
number=$(echo $line | awk '{print $1}')
branch=$(echo $line | awk '{print $3}')
step=$(builds "$number" | awk '$1 == "red" {print $2; exit}')
sed -i -e "s|^Red build:.*|Red build: the one of $branch (#$number)|" -e "s|^It stopped at the step:.*|It stopped at the step: '$step'|" $page
