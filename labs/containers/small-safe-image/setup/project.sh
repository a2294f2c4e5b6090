# The project, with what somebody left lying in it: a copy of the customers' table.
set -eu
cp -R /usr/share/sillon/shop/. ~/shop/
mkdir -p ~/shop/backup
python3 - <<'END'
import random
pick = random.Random(4)
with open("/home/learner/shop/backup/customers.sql", "w") as file:
    file.write("-- customers of Sillon\n")
    for number in range(1, 250001):
        file.write("INSERT INTO customers VALUES (%d, 'customer%d@mail.example', '%064x', '%032x');\n" % (
            number, number, pick.getrandbits(256), pick.getrandbits(128)))
END
