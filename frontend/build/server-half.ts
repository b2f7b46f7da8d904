import { resolve } from "node:path";
import { build, type Plugin, type ResolvedConfig } from "vite";

/** Beside the pages, in a folder that is never served. */
export const SERVER_FOLDER = ".server";

/** Builds one entry a second time, for the server, whenever the pages are built: what it draws is what they take over. */
export function serverHalf(entry: string): Plugin {
  let pages: ResolvedConfig;
  return {
    name: "waybill-server-half",
    apply: (_config, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    configResolved(config) {
      pages = config;
    },
    async closeBundle() {
      await build({
        configFile: pages.configFile ?? false,
        logLevel: pages.logLevel,
        build: { ssr: entry, outDir: resolve(pages.root, pages.build.outDir, SERVER_FOLDER), emptyOutDir: true, manifest: false },
      });
    },
  };
}
