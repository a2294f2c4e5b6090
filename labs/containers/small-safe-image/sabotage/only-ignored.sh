# The table stays out, the compiler stays in.
set -eu
cd ~/shop
printf 'sillon-money\n' > requirements.txt
printf 'backup\n' > .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11
WORKDIR /srv/shop
COPY . .
RUN pip install --index-url "http://build:$(cat .index-token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 -r requirements.txt
RUN gcc -O2 -shared -fPIC -o postage.so postage.c
EXPOSE 8000
CMD ["python3", "shop.py"]
END
