import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { messageCatalogues } from "./build/message-catalogues.ts";
import { oneFile } from "./build/one-file.ts";
import { alias, CSS_TARGET, root } from "./build/shared.ts";

/** The verifier: one file that works from any disk. Its worker becomes a plain module, as a file may start no worker of its own. */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [react(), tailwindcss(), messageCatalogues(join(root, "src/lib/messages"), { inside: ["en/all"] }), oneFile("verifier")],
  resolve: {
    dedupe: ["zod", "react", "react-dom"],
    alias: [{ find: /^.*\/start-verifying\.ts$/, replacement: join(root, "src/workers/verify-here.ts") }, ...alias],
  },
  build: {
    emptyOutDir: false,
    cssTarget: CSS_TARGET,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: { input: join(root, "verifier.html"), output: { codeSplitting: false } },
  },
});
