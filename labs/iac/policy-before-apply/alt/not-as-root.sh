# A user by number alone, a folder that is made for it, and the settings at the pod.
set -eu
cd ~/platform
cat > images/thumbs/Dockerfile <<'E'
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pil && rm -rf /var/lib/apt/lists/*
RUN install -d -o 10005 -g 10005 /cache
COPY --chown=10005:10005 thumbs.py /srv/thumbs.py
USER 10005:10005
EXPOSE 8080
CMD ["python3", "/srv/thumbs.py"]
E
python3 - <<'E'
text = open("k8s/thumbs.yaml").read()
text = text.replace("          # Inès: it could not write to /cache otherwise\n          securityContext:\n            privileged: true\n",
                    "          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities: {drop: [ALL]}\n")
text = text.replace("    spec:\n      containers:\n", "    spec:\n      securityContext: {runAsUser: 10005, runAsGroup: 10005, fsGroup: 10005}\n      containers:\n")
open("k8s/thumbs.yaml", "w").write(text)
E
