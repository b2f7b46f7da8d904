import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";

const PREFIX = "virtual:messages/";
/** Catalogues that the product page needs; it must stay small. */
const CONSUMER = ["common", "journey"];

/**
 * Serves `virtual:messages/<locale>/<consumer|all>`: catalogues with their ICU syntax already parsed, so that no parser is shipped.
 * Messages that a language lacks fall back to English. `en-XA` is the pseudo-language that shows text which is not translatable.
 */
export function messageCatalogues(folder: string): Plugin {
  return {
    name: "waybill-message-catalogues",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}.js` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const [locale = "en", set = "all"] = id.slice(PREFIX.length + 1, -3).split("/");
      const messages: Record<string, string | MessageFormatElement[]> = {};
      for (const area of set === "consumer" ? CONSUMER : areasOf(join(folder, "en"))) {
        for (const language of new Set(["en", locale])) {
          const file = join(folder, language, `${area}.json`);
          if (!existsSync(file)) continue;
          this.addWatchFile(file);
          for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>)) {
            messages[key] = compile(text, locale === "en-XA");
          }
        }
      }
      return `export default ${JSON.stringify(messages)};`;
    },
  };
}

function areasOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -5));
}

/** Plain sentences stay text, which is smaller and as fast; everything else becomes a syntax tree. */
function compile(text: string, pseudo: boolean): string | MessageFormatElement[] {
  const elements = parse(text, { shouldParseSkeletons: true });
  if (pseudo) for (const element of elements) accent(element);
  const [only] = elements;
  return elements.length === 1 && only?.type === TYPE.literal && !/['{}<]/.test(only.value) ? only.value : elements;
}

const PLAIN = "aceilnorsuyzACEILNORSUYZ";
const ACCENTED = "åçéîļñöŕšüýžÅÇÉÎĻÑÖŔŠÜÝŽ";

function accent(element: MessageFormatElement): void {
  if (element.type === TYPE.literal) {
    element.value = element.value.replace(/[a-z]/gi, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).replace(/\S+/g, "$&~");
  }
  if (element.type === TYPE.plural || element.type === TYPE.select) {
    for (const option of Object.values(element.options)) option.value.forEach(accent);
  }
  if (element.type === TYPE.tag) element.children.forEach(accent);
}
