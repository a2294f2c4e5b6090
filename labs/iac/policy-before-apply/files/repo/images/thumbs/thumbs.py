"""Small pictures of big ones: GET /SIZE/NAME answers with /pictures/NAME, at most SIZE pixels wide, and keeps it in /cache."""
import http.server
import os
import re


class Thumbs(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        found = re.fullmatch(r"/(\d{2,4})/([\w-]+\.jpg)", self.path)
        if not found:
            return self.send_error(404)
        kept = os.path.join("/cache", "-".join(found.groups()))
        if not os.path.exists(kept):
            from PIL import Image
            with Image.open(os.path.join("/pictures", found[2])) as picture:
                picture.thumbnail((int(found[1]), int(found[1])))
                picture.save(kept)
        with open(kept, "rb") as file:
            data = file.read()
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("", 8080), Thumbs).serve_forever()
