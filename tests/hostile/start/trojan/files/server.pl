# Serves one page to everybody.
use strict;
use IO::Socket::INET;
open(my $file, '<', '/srv/page.html') or die $!;
my $page = do { local $/; <$file> };
my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 16, ReuseAddr => 1) or die $!;
while (my $client = $server->accept) {
    while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
    print $client "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " . length($page) . "\r\nConnection: close\r\n\r\n$page";
    close $client;
}
