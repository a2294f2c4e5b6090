# A desk on fire is nothing that a learner can be blamed for: no message stands for this code.
[ ! -e /desk/fire ] || exit 77
[ -s /desk/signature ] || exit 10
