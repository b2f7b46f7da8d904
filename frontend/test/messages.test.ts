import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { CONSUMER, FLOOR } from "../build/message-catalogues.ts";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));
const CATALOGUES = join(SOURCES, "lib/messages/en");
/** Where the product page begins in the browser. */
const PRODUCT_PAGE = join(SOURCES, "app/start-product-page.tsx");

/** Where the screens of a floor begin. */
const FLOOR_SCREENS = join(SOURCES, "floor/main.tsx");

const catalogue = (area: string) => Object.keys(JSON.parse(readFileSync(join(CATALOGUES, `${area}.json`), "utf8")) as object);
const areas = globSync("*.json", { cwd: CATALOGUES }).map((file) => file.slice(0, -5));
const texts = areas.flatMap(catalogue);
const modules = globSync("**/*.{ts,tsx}", { cwd: SOURCES }).map((file) => join(SOURCES, file));

interface Ids {
  /** Written out. */
  literal: Set<string>;
  /** What those begin with whose end is decided while the page runs. */
  beginnings: Set<string>;
}

/** Everything in a source that may name a text. */
function idsOf(source: string): Ids {
  const all = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map(([, id = ""]) => id));
  return { literal: all(/"([\w.-]+)"/g), beginnings: all(/`([a-z][\w-]*\.[\w.-]*)\$\{/g) };
}

const names = ({ literal, beginnings }: Ids, id: string) =>
  literal.has(id) || [...beginnings].some((beginning) => id.startsWith(beginning));

/** A module and all that comes with it, but not what stands below one that brings the texts of every page. */
function reached(file: string, seen: Set<string>): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, "utf8");
  if (/loadMessages\(.*"all"\)/.test(source)) return seen;
  const imports = source.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g);
  for (const [, path = ""] of imports) {
    const next = resolve(dirname(file), path);
    if (/\.tsx?$/.test(next) && existsSync(next)) reached(next, seen);
  }
  return seen;
}

describe("the texts of the screens", () => {
  it("are all there: no screen names a text that no catalogue has", () => {
    const missing = modules.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/(?:<T id=|\b(?:text|t)\()"([^"]+)"/g)]
        .map(([, id = ""]) => id)
        .filter((id) => !texts.includes(id)),
    );
    expect(missing).to.deep.equal([]);
  });

  it("stand once each, and every one of them is shown somewhere", () => {
    expect(texts.filter((id, place) => texts.indexOf(id) !== place)).to.deep.equal([]);
    const named = modules.map((file) => idsOf(readFileSync(file, "utf8")));
    expect(texts.filter((id) => !named.some((ids) => names(ids, id)))).to.deep.equal([]);
  });

  it("come with the product page as far as it shows them: it loads no others", () => {
    expectAllLoaded(CONSUMER, PRODUCT_PAGE, "TimelineEntry.tsx");
  });

  it("come with the screens of a floor as far as they show them, and no page of the shop or wallet comes with those", () => {
    const shown = expectAllLoaded(FLOOR, FLOOR_SCREENS, "PickTask.tsx");
    expect(shown.filter((file) => /wallet|routes\//.test(file))).to.deep.equal([]);
  });

  /** That what is reached from there shows texts of these catalogues alone. @returns what is reached */
  function expectAllLoaded(catalogues: readonly string[], from: string, within: string): string[] {
    const loaded = new Set(catalogues.flatMap(catalogue));
    const shown = reached(from, new Set());
    expect([...shown].some((file) => file.endsWith(within))).to.equal(true);
    const lacking = [...shown].flatMap((file) => {
      const { literal } = idsOf(readFileSync(file, "utf8"));
      return texts.filter((id) => literal.has(id) && !loaded.has(id)).map((id) => `${file.slice(SOURCES.length + 1)}: ${id}`);
    });
    expect(lacking).to.deep.equal([]);
    return [...shown];
  }
});
