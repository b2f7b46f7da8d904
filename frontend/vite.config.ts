import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { messageCatalogues } from "./build/message-catalogues.ts";
import { furtherBuilds } from "./build/further-builds.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { alias, CSS_TARGET, root } from "./build/shared.ts";
import { worldMap } from "./build/world-map.ts";

const backend = process.env.WAYBILL_URL ?? "http://localhost:3000";

/**
 * What the product page and all others share goes into one file: it compresses better than a dozen small ones. What the first script needs,
 * as the choice of a language, stays out: a page that the server drew starts with that script alone.
 */
const BASE = new RegExp(
  [
    String.raw`node_modules/(react|react-dom|scheduler|react-intl|@formatjs|intl-messageformat|tslib|react-is|clsx|class-variance-authority)/`,
    String.raw`src/lib/(i18n/(text|load-messages)|api/http|api/errors|theme|highlight|short|times|explorer|class-names|check-result|use-loaded)`,
    String.raw`protocol/src/evidence/has-expired`,
    String.raw`src/ui/(Button|Callout|Card|CopyButton|Disclosure|Progress|StatusMark)\.`,
    String.raw`src/entities/(Chip|ChainChips|EventWords|HashChip|LoadFailure|Marks|PartyChip|SubjectChip|Times)\.`,
    String.raw`src/app/(Providers|ErrorBoundary|shells/(Brand|Frame|PublicShell|ThemeToggle))\.`,
  ].join("|"),
);

/** What every other page starts with, in few files: the first script of the product page names each of them. */
const APPLICATION = {
  name: "application",
  test: /node_modules\/(@tanstack|@base-ui|@floating-ui|use-sync-external-store)\/|src\/(lib\/(api\/(query-keys|client)|offline\/(connection|kept-answers)|storage|document-title|csv|download|local-time|random)|entities\/(Heading|SaveCsv)|ui\/(Choices|Dialog|Field|Table))\./,
};

/** Drawn by the server, too. */
const PRODUCT_PAGE = join(root, "src/app/render-product-page.tsx");
const config = (name: string) => join(root, name);

export default defineConfig(({ isSsrBuild }) => ({
  root,
  plugins: [
    react(),
    tailwindcss(),
    worldMap(),
    messageCatalogues(join(root, "src/lib/messages")),
    furtherBuilds((outDir) => [
      // Beside the pages, in a folder that is never served.
      { configFile: config("vite.config.ts"), build: { ssr: PRODUCT_PAGE, outDir: join(outDir, ".server"), manifest: false } },
      { configFile: config("vite.verifier.config.ts"), build: { outDir } },
      { configFile: config("vite.floor.config.ts"), build: { outDir } },
    ]),
    serviceWorker(root),
  ],
  // The server's half stands alone: the pages may lie where no packages are.
  ssr: { noExternal: true },
  resolve: {
    dedupe: ["zod", "react", "react-dom", "tslib"],
    alias,
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    cssTarget: CSS_TARGET,
    assetsInlineLimit: 0,
    // Browsers that do not load ahead load a little later.
    modulePreload: { polyfill: false },
    rolldownOptions: isSsrBuild ? {} : { output: { codeSplitting: { groups: [{ name: "base", test: BASE }, APPLICATION] } } },
    manifest: true,
  },
  server: { proxy: { "/api": backend, "/epcis": backend, "/rpc": backend } },
}));
