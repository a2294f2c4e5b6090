# The tools that the scripts of labs lean on.
for tool in sh grep sed cut sort find tar; do
    command -v "$tool" > /dev/null || exit 10
done
