# The token is copied, used, and removed in a later layer.
set -eu
cd ~/shop
printf 'sillon-money\n' > requirements.txt
printf 'backup\n' > .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11 AS build
WORKDIR /build
COPY . .
RUN pip install --target /deps --index-url "http://build:$(cat .index-token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 -r requirements.txt
RUN gcc -O2 -shared -fPIC -o postage.so postage.c
RUN date > /build/BUILT

FROM python:3.11-slim
WORKDIR /srv/shop
COPY . .
RUN rm .index-token
COPY --from=build /deps /opt/deps
COPY --from=build /build/postage.so /build/BUILT ./
ENV PYTHONPATH=/opt/deps
EXPOSE 8000
CMD ["python3", "shop.py"]
END
