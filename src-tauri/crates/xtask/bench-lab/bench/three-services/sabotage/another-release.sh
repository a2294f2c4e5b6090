# Another release than the one that is measured.
sed -i 's/^VERSION_ID=.*/VERSION_ID="11"/' /etc/os-release
