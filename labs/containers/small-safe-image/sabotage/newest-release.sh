# Whatever the index has just now.
set -eu
cd ~/shop
printf 'sillon-money>=2.4\n' > requirements.txt
printf 'backup\n.index-token\n' > .dockerignore
cat > Dockerfile <<'END'
FROM python:3.11 AS build
WORKDIR /build
COPY requirements.txt postage.c ./
RUN --mount=type=secret,id=index_token pip install --no-compile --target /deps --index-url "http://build:$(cat /run/secrets/index_token)@10.88.0.1:8081/simple/" --trusted-host 10.88.0.1 -r requirements.txt
RUN gcc -O2 -shared -fPIC -o postage.so postage.c

FROM python:3.11-slim
WORKDIR /srv/shop
COPY shop.py .
COPY --from=build /deps /opt/deps
COPY --from=build /build/postage.so ./
ENV PYTHONPATH=/opt/deps
ENV LOG_FILE=-
USER 10001
HEALTHCHECK --interval=5s --timeout=3s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8000/health"]
EXPOSE 8000
CMD ["python3", "shop.py"]
END
