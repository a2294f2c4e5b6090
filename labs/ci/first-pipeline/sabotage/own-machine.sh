# Reads the version on the workstation and not in the log.
answer "$(python -c 'from importlib import metadata; print(metadata.version("sillon-money"))')"
