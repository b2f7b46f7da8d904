import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE_PAGES } from "../src/entities/console/pages.ts";
import { broughtBy, consolePages } from "../../scripts/console-lists/console-modules.ts";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
/** What draws rows. */
const TABLE = /from "[./]+\/(?:ui\/(?:Card)?Table|entities\/Paged)\.tsx"/;

/** What the console draws as a table, and is no list of it. */
const NO_LISTS: Readonly<Record<string, string>> = {
  "frontend/src/entities/list/ListTable.tsx": "draws all lists",
  "frontend/src/entities/stock/Moves.tsx": "the history of one lot, below its row",
  "frontend/src/features/store/Transitions.tsx": "the history of one order",
  "frontend/src/features/store/routing/DecisionCard.tsx": "numbers of one decision",
  "frontend/src/features/store/routing/LookedAt.tsx": "numbers of one decision",
  "frontend/src/features/store/import/ImportArticles.tsx": "what is wrong with a file, before it is taken in",
  "frontend/src/features/data-requests/Erasure.tsx": "what an erasure would take from one person",
};

describe("the lists of the console", () => {
  const pages = consolePages();
  const modules = new Set([...pages.values()].flatMap((module) => [...broughtBy(module)]));

  it("are on every page that its navigation leads to", () => {
    const without = CONSOLE_PAGES.flatMap(({ pages: shown }) => shown.map(({ href }) => href)).filter((href) => {
      const module = pages.get(href.slice("/admin".length));
      return module === undefined || ![...broughtBy(module)].some((file) => file.endsWith("-list.tsx"));
    });
    expect(without).to.deep.equal([]);
  });

  it("draw every table of its pages: nothing is listed in another way", () => {
    expect([...modules].filter((file) => TABLE.test(read(file))).sort()).to.deep.equal(Object.keys(NO_LISTS).sort());
  });

  it("are each defined where the inventory looks for them", () => {
    const defining = globSync("frontend/src/**/*.tsx", { cwd: ROOT }).filter((file) =>
      /\)?: (?:Held)?ListDefinition<(?!Item>)/.test(read(file)),
    );
    expect(defining.filter((file) => !file.endsWith("-list.tsx"))).to.deep.equal([]);
    expect(defining.length).to.be.greaterThan(20);
  });
});
