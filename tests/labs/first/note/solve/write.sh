echo "{{word}}" > /desk/note
