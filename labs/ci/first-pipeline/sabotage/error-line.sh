# Copies the error's first words and not the version.
answer "TypeError: unexpected keyword argument 'lang'"
