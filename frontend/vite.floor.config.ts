import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { messageCatalogues } from "./build/message-catalogues.ts";
import { alias, CSS_TARGET, root } from "./build/shared.ts";

const warehouse = process.env.WAREHOUSE_URL ?? "http://localhost:3100";
/** Addresses are relative: a proxy may have given the warehouse a path of its own. */
const BASE = "./";

/** The screens of a warehouse's floor, which its own program serves. No page of the shop is among them, and no wallet. */
export default defineConfig({
  root,
  base: BASE,
  publicDir: false,
  plugins: [react(), tailwindcss(), messageCatalogues(join(root, "src/lib/messages"), { base: BASE, sets: ["floor"] })],
  resolve: { dedupe: ["zod", "react", "react-dom", "tslib"], alias },
  build: {
    emptyOutDir: false,
    cssTarget: CSS_TARGET,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: join(root, "warehouse.html") },
  },
  server: { proxy: { "/api": warehouse } },
});
