# A draft elsewhere, then moved into place.
printf %s "{{word}}" > /tmp/draft
mv /tmp/draft /desk/note
