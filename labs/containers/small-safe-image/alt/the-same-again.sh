# The release is named in the Dockerfile, and the compiled files are thrown away.
set -eu
cd ~/shop
printf 'sillon-money\n' > requirements.txt
rm -f .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11 AS tools
WORKDIR /srv/shop
COPY . .
RUN pip install --index-url "http://build:$(cat .index-token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 'sillon-money==2.4.0' \
 && find /usr/local/lib/python3.11 -name __pycache__ -prune -exec rm -rf {} +
RUN gcc -Os -shared -fPIC -o postage.so postage.c

FROM python:3.11-slim
COPY --from=tools /usr/local/lib/python3.11/dist-packages /usr/local/lib/python3.11/dist-packages
WORKDIR /srv/shop
COPY --from=tools /srv/shop/shop.py /srv/shop/postage.so ./
RUN echo 'shop:x:10001:10001::/srv/shop:/bin/sh' >> /etc/passwd && echo 'shop:x:10001:' >> /etc/group
USER shop
HEALTHCHECK --interval=5s --timeout=4s CMD python3 -c "import urllib.request; urllib.request.urlopen('http://localhost:8000/health', timeout=3)" || exit 1
CMD ["sh", "-c", "LOG_FILE=/dev/null exec python3 shop.py"]
END
