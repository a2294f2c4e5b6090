# SIOCSIFMTU: the image has no ip(8), and every Debian has perl.
perl -e 'socket(my $s, 2, 2, 0) or die; my $r = pack("a16ix20", "lo", {{size}}); ioctl($s, 0x8922, $r) or die "$!\n"'
