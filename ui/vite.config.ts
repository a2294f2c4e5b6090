// Builds the window's single page. `--mode fake` builds the same page with the fake backend in it, for the tests;
// the release bundle (mode `production`) has no fake and no source maps.

import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  resolve: { alias: { $lib: here("./src/lib") } },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [here("."), here("../src-tauri/texts")] } },
  build: {
    outDir: mode === "fake" ? "node_modules/.paddock-fake" : "dist",
    emptyOutDir: true,
    target: ["es2022", "safari16"],
    // Fonts must stay files: the content-security policy has `font-src 'self'`.
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
  },
}));
