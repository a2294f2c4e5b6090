[ -f /desk/note ] || exit 10
seen=$(cat /desk/note)
echo "::set seen=$seen"
echo "the note has $(wc -c < /desk/note) bytes"
[ "$seen" = "{{word}}" ] || exit 11
