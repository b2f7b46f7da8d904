import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";
import { dataFiles } from "./data-files.ts";

const LOCALES = ["en", "en-XA"];
/** Catalogues that the product page needs; it must stay small. */
export const CONSUMER = ["common", "journey", "temperature"];
/** Catalogues that the screens of a warehouse's floor need; those of its camera are in `start`. */
export const FLOOR = ["common", "floor", "start"];

/**
 * `virtual:messages` exports the addresses of `<locale>/<consumer|all>`, or of the `sets` that are named: catalogues with their ICU syntax already parsed, so that no parser
 * is shipped. Those `inside` are all that the module has, and are part of the script instead of files. Texts that a language lacks fall back to English. `en-XA` is the pseudo-language that shows what is not translatable.
 */
export function messageCatalogues(
  folder: string,
  { inside, base, sets: named = ["consumer", "all"] }: { inside?: readonly string[]; base?: string; sets?: readonly string[] } = {},
): Plugin {
  return dataFiles({
    name: "waybill-message-catalogues",
    module: "virtual:messages",
    isInside: inside !== undefined,
    ...(base !== undefined && { base }),
    contents: (watch) => {
      const sets = { consumer: CONSUMER, floor: FLOOR, all: areasOf(join(folder, "en")) };
      const keys = LOCALES.flatMap((locale) =>
        Object.entries(sets).map(([set, areas]) => [`${locale}/${set}`, locale, areas, set] as const),
      );
      const wanted = keys.filter(([key, , , set]) => inside?.includes(key) ?? named.includes(set));
      return Object.fromEntries(wanted.map(([key, locale, areas]) => [key, JSON.stringify(catalogue(folder, locale, areas, watch))]));
    },
  });
}

function catalogue(folder: string, locale: string, areas: readonly string[], watch: (file: string) => void) {
  const messages: Record<string, string | MessageFormatElement[]> = {};
  for (const language of new Set(["en", locale])) {
    for (const file of areas.map((area) => join(folder, language, `${area}.json`)).filter(existsSync)) {
      watch(file);
      const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
      for (const [id, text] of Object.entries(texts)) messages[id] = compile(text, locale === "en-XA");
    }
  }
  return messages;
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
