import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { messageCatalogues } from "./build/message-catalogues.ts";
import { serverHalf } from "./build/server-half.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { worldMap } from "./build/world-map.ts";

const root = dirname(fileURLToPath(import.meta.url));
/** Catalogues are parsed at build time: the run-time half of the parser is enough. */
const icuParser = join(
  dirname(createRequire(import.meta.url).resolve("@formatjs/icu-messageformat-parser/package.json")),
  "lib/no-parser.js",
);
const backend = process.env.WAYBILL_URL ?? "http://localhost:3000";

/** What the product page and all others share goes into one file: it compresses better than a dozen small ones. */
const BASE = new RegExp(
  [
    String.raw`node_modules/(react|react-dom|scheduler|react-intl|@formatjs|intl-messageformat|tslib|react-is|clsx|class-variance-authority)/`,
    String.raw`src/lib/(i18n/|api/http|api/errors|theme|highlight|short|times|explorer|class-names)`,
    String.raw`src/ui/(Button|Callout|Card|CopyButton|Disclosure|Progress|StatusMark|Table)\.`,
    String.raw`src/entities/(Chip|ChainChips|EventWords|HashChip|LoadFailure|Marks|PartyChip|SubjectChip|Times)\.`,
    String.raw`src/app/(Providers|ErrorBoundary|locale|shells/(Brand|Frame|PublicShell|ThemeToggle))\.`,
  ].join("|"),
);

export default defineConfig(({ isSsrBuild }) => ({
  root,
  plugins: [
    react(),
    tailwindcss(),
    worldMap(),
    messageCatalogues(join(root, "src/lib/messages")),
    serverHalf(join(root, "src/app/render-product-page.tsx")),
    serviceWorker(root),
  ],
  // The server's half stands alone: the pages may lie where no packages are.
  ssr: { noExternal: true },
  resolve: {
    dedupe: ["zod", "react", "react-dom"],
    alias: [
      { find: /^@formatjs\/icu-messageformat-parser$/, replacement: icuParser },
      { find: /^hoist-non-react-statics$/, replacement: join(root, "build/unused.ts") },
      { find: /^@\//, replacement: `${root}/src/` },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    cssTarget: ["chrome111", "safari16.4", "firefox115"],
    assetsInlineLimit: 0,
    rolldownOptions: isSsrBuild ? {} : { output: { codeSplitting: { groups: [{ name: "base", test: BASE }] } } },
    manifest: true,
  },
  server: { proxy: { "/api": backend, "/epcis": backend, "/rpc": backend } },
}));
