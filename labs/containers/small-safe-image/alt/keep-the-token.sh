# The token goes into the first stage only, which nobody gets.
set -eu
cd ~/shop
printf 'sillon-money\n' > requirements.txt
rm -f .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11 AS tools
WORKDIR /srv/shop
COPY . .
RUN pip install --index-url "http://build:$(cat .index-token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 -r requirements.txt
RUN gcc -Os -shared -fPIC -o postage.so postage.c
RUN date > BUILT

FROM python:3.11-slim
COPY --from=tools /usr/local/lib/python3.11/dist-packages /usr/local/lib/python3.11/dist-packages
WORKDIR /srv/shop
COPY --from=tools /srv/shop/shop.py /srv/shop/postage.so /srv/shop/BUILT ./
CMD ["python3", "shop.py"]
END
