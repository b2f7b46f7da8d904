import { resolve } from "node:path";
import { build, type InlineConfig, type Plugin, type ResolvedConfig } from "vite";

/** Runs further builds into the same folder whenever the pages are built: what belongs together is never of different ages. */
export function furtherBuilds(of: (outDir: string) => readonly InlineConfig[]): Plugin {
  let pages: ResolvedConfig;
  return {
    name: "waybill-further-builds",
    apply: (_config, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    configResolved(config) {
      pages = config;
    },
    async closeBundle() {
      for (const config of of(resolve(pages.root, pages.build.outDir))) await build({ logLevel: pages.logLevel, ...config });
    },
  };
}
