set -eu
cd ~/platform
cat > images/thumbs/Dockerfile <<'E'
# Makes small pictures of big ones. Listens on 8080, writes to /cache.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-pil \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home thumbs \
 && mkdir /cache && chown thumbs /cache
COPY thumbs.py /srv/thumbs.py
USER 10001
EXPOSE 8080
CMD ["python3", "/srv/thumbs.py"]
E
cat > k8s/thumbs.yaml <<'E'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: thumbs
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app: thumbs
  template:
    metadata:
      labels:
        app: thumbs
    spec:
      securityContext:
        fsGroup: 10001
      containers:
        - name: thumbs
          image: registry.sillon.example/thumbs:1.2.0
          ports:
            - containerPort: 8080
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            allowPrivilegeEscalation: false
          volumeMounts:
            - name: cache
              mountPath: /cache
      volumes:
        - name: cache
          emptyDir: {}
E
