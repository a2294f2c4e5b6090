# The large image installs where it always does, and the small one takes over that folder; only what is named comes along.
set -eu
cd ~/shop
printf 'sillon-money\n' > requirements.txt
rm -f .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11 AS tools
WORKDIR /srv/shop
COPY . .
RUN pip install --index-url "http://build:$(cat .index-token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 -r requirements.txt
RUN gcc -Os -shared -fPIC -o postage.so postage.c && rm -rf backup
RUN date > BUILT

FROM python:3.11-slim
COPY --from=tools /usr/local/lib/python3.11/dist-packages /usr/local/lib/python3.11/dist-packages
COPY --from=tools /srv/shop /srv/shop
WORKDIR /srv/shop
CMD ["python3", "shop.py"]
END
