echo "almost {{word}}" > /desk/note
