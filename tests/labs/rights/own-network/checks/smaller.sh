seen=$(cat /sys/class/net/lo/mtu)
echo "::set seen=$seen"
[ "$seen" = "{{size}}" ] || exit 10
