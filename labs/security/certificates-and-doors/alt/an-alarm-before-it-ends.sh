# The same in Python; it also asks for the trust.
set -eu
cat > ~/monitoring/check-certificate <<'END'
#!/usr/bin/env python3
import socket, ssl, sys, time
host, port = sys.argv[1], int(sys.argv[2])
with socket.create_connection((host, port), 10) as raw, ssl.create_default_context().wrap_socket(raw, server_hostname=host) as tls:
    left = ssl.cert_time_to_seconds(tls.getpeercert()["notAfter"]) - time.time()
print("%.1f hours left" % (left / 3600))
sys.exit(0 if left > {{margin}} * 3600 else 2)
END
chmod +x ~/monitoring/check-certificate
