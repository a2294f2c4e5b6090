#!/bin/sh
# What a change has to pass before it is on main. The server runs this on each push to main;
# you can run it too: sh ci/pipeline.sh
set -eu

echo '== the programs can be read'
python3 -c 'import ast; ast.parse(open("images/thumbs/thumbs.py").read())'

echo '== what it costs'
ci/cost.py
