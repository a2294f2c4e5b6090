# The release that is measured. On the untouched lab it is there already.
sed -i 's/^VERSION_ID=.*/VERSION_ID="12"/' /etc/os-release
