# A sleep runs somewhere in the container.
for comm in /proc/[0-9]*/comm; do
    read -r name < "$comm" && [ "$name" = sleep ] && exit 0
done
exit 10
