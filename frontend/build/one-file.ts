import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/**
 * Puts script and styles into the HTML itself, so that the file works from any disk, and writes its digest beside it:
 * `{ file, bytes, sha256 }`.
 */
export function oneFile(name: string): Plugin {
  return {
    name: "waybill-one-file",
    generateBundle: {
      // Last of all: others still put things into the script.
      order: "post",
      handler(_options, bundle) {
        const html = bundle[`${name}.html`];
        if (html?.type !== "asset") throw new Error(`there is no ${name}.html in this build`);
        let text = String(html.source);
        for (const [fileName, output] of Object.entries(bundle)) {
          if (output === html) continue;
          const address = `"/${fileName}"`;
          if (output.type === "chunk") {
            // In script, "<\/" is the same string as "</".
            const code = output.code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
            text = text.replace(new RegExp(`<script[^>]*src=${escape(address)}[^>]*></script>`), "");
            text = text.replace("</body>", () => `<script type="module">${code}</script></body>`);
          } else if (fileName.endsWith(".css")) {
            text = text.replace(new RegExp(`<link[^>]*href=${escape(address)}[^>]*>`), () => `<style>${String(output.source)}</style>`);
          }
          delete bundle[fileName];
        }
        if (/(src|href)="\/assets/.test(text)) throw new Error(`${name}.html still asks for other files`);
        if (text.includes("__VITE_")) throw new Error(`${name}.html is not finished: another plugin came later`);
        html.source = text;
        const sha256 = createHash("sha256").update(text).digest("hex");
        const digest = { file: `${name}.html`, bytes: Buffer.byteLength(text), sha256 };
        this.emitFile({ type: "asset", fileName: `${name}.json`, source: `${JSON.stringify(digest, null, 2)}\n` });
      },
    },
  };
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
