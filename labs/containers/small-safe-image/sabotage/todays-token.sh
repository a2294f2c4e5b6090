# The token that lies in the folder is another one.
cat ~/shop/.index-token > ~/found.txt
