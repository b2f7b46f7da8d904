import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";

const NAME = "service-worker";
/** Beside the built files: what the page loads from the public folder. */
const PUBLIC_FILES = ["theme.js", "favicon.svg"];
/** What no supplier's page needs without a network: other readers' pages, maps, and the languages of tests. */
const LEFT_OUT =
  /\/(?:verify\.worker|BelowTheFold|ProductPage|ProductRoute|start-product-page|CheckPanel|load-check|load-report|coarse|fine|en-XA)-|-(?:consumer|floor)-/;

/**
 * Builds the service worker, with the list of files that it keeps. Its text changes with every one of them, which is how a browser learns
 * that there is a new version.
 */
export function serviceWorker(root: string): Plugin {
  return {
    name: "waybill-service-worker",
    // The server's half of the pages is built with the same configuration, and is no page.
    apply: (_, { command, isSsrBuild }) => command === "build" && !isSsrBuild,
    enforce: "post",
    config: () => ({
      build: {
        rolldownOptions: {
          input: { index: join(root, "index.html"), [NAME]: join(root, "src/service-worker/service-worker.ts") },
          output: { entryFileNames: ({ name }) => (name === NAME ? `${NAME}.js` : "assets/[name]-[hash].js") },
        },
      },
    }),
    generateBundle(_, bundle) {
      const worker = bundle[`${NAME}.js`];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      const built = Object.keys(bundle).filter((file) => isShell(file));
      const files = [...built, ...PUBLIC_FILES].sort();
      const digest = createHash("sha256").update(worker.code).update(files.join());
      for (const file of PUBLIC_FILES) digest.update(readFileSync(join(root, "public", file)));
      digest.update(textOf(bundle["index.html"]));
      const cache = `waybill-shell-${digest.digest("hex").slice(0, 16)}`;
      worker.code = `const SHELL_CACHE=${JSON.stringify(cache)},SHELL_FILES=${JSON.stringify(files.map((file) => `/${file}`))};${worker.code}`;
    },
  };
}

function isShell(file: string): boolean {
  return file === "index.html" || (file.startsWith("assets/") && !LEFT_OUT.test(`/${file}`) && !file.endsWith(".map"));
}

function textOf(output: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string | Uint8Array {
  return output?.type === "asset" ? output.source : "";
}
