# The history shows the command, and not what the command read.
echo 'build:$(cat .index-token)' > ~/found.txt
