perl -e 'socket(my $s, 2, 2, 0) or die; my $r = pack("a16ix20", "lo", 9000); ioctl($s, 0x8922, $r) or die "$!\n"'
