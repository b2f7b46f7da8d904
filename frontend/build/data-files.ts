import { createHash } from "node:crypto";
import type { Plugin } from "vite";

interface DataModule {
  name: string;
  /** The module that pages import; it exports addresses by key. */
  module: string;
  /** Contents by key, made anew whenever the module is loaded. `watch` names the files they come from. */
  /** True where there are no files: addresses are then `data:` and hold the content. */
  isInside?: boolean;
  /** What addresses begin with: `./` for pages that may lie below a path of a proxy. */
  base?: string;
  contents: (watch: (file: string) => void) => Record<string, string>;
}

/**
 * A module with one constant, `addresses`: those of JSON files made at build time. Data is fetched as data: it is not parsed as script, and pages take
 * only the files they need.
 */
export function dataFiles({ name, module, isInside = false, base = "/", contents }: DataModule): Plugin {
  const files = new Map<string, string>();
  return {
    name,
    resolveId: (id) => (id === module ? `\0${module}` : null),
    load(id) {
      if (id !== `\0${module}`) return null;
      const addresses: Record<string, string> = {};
      for (const [key, content] of Object.entries(contents((file) => this.addWatchFile(file)))) {
        if (isInside) {
          addresses[key] = `data:application/json;base64,${Buffer.from(content).toString("base64")}`;
          continue;
        }
        const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
        const file = `assets/${key.replace(/[^\w-]+/g, "-")}-${hash}.json`;
        files.set(file, content);
        addresses[key] = `${base}${file}`;
      }
      return `export const addresses = ${JSON.stringify(addresses)};`;
    },
    generateBundle() {
      // The server's half reads the files of the pages.
      if (this.environment.config.consumer === "server") return;
      for (const [fileName, source] of files) this.emitFile({ type: "asset", fileName, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const content = files.get((request.url ?? "").slice(1));
        if (content === undefined) next();
        else response.setHeader("content-type", "application/json").end(content);
      });
    },
  };
}
