import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the front end. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Catalogues are parsed at build time: the run-time half of the parser is enough. */
const icuParser = join(
  dirname(createRequire(import.meta.url).resolve("@formatjs/icu-messageformat-parser/package.json")),
  "lib/no-parser.js",
);

export const alias = [
  { find: /^@formatjs\/icu-messageformat-parser$/, replacement: icuParser },
  { find: /^hoist-non-react-statics$/, replacement: join(root, "build/unused.ts") },
  { find: /^@\//, replacement: `${root}/src/` },
];

export const CSS_TARGET = ["chrome111", "safari16.4", "firefox115"];
