// Builds the window with the fake backend, serves it on 127.0.0.1 under the policy of the real window, and runs the
// tests of the screens with node's own runner. Arguments are test files; without any, all of them.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
process.chdir(root);

const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src http://127.0.0.1:*",
].join("; ");

// A folder of its own, so that two runs never serve each other's pages.
const outDir = mkdtempSync(join(tmpdir(), "paddock-ui-"));
await build({ root, mode: "fake", logLevel: "warn", build: { outDir, emptyOutDir: true } });
const server = await preview({
  root,
  mode: "fake",
  logLevel: "warn",
  build: { outDir },
  preview: { host: "127.0.0.1", port: 4179, strictPort: false, headers: { "Content-Security-Policy": policy } },
});

const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => join("tests", name));
const url = server.resolvedUrls.local[0].replace(/\/$/, "");
const tests = spawn(process.execPath, ["--test", "--test-concurrency=2", ...files], { stdio: "inherit", env: { ...process.env, PADDOCK_UI_URL: url } });
const code = await new Promise((resolve) => tests.on("exit", (exit) => resolve(exit ?? 1)));
await server.close();
rmSync(outDir, { recursive: true, force: true });
process.exit(code);
