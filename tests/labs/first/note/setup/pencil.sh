# The desk belongs to whoever works at it.
mkdir -p /desk
chown nobody /desk
echo sharpened > /desk/pencil
