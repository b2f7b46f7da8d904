import { useEffect } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { markLive } from "../lib/live.ts";
import { loadMessages } from "../lib/i18n/load-messages.ts";
import { ProductPage } from "../routes/public/ProductPage.tsx";
import { Providers } from "./Providers.tsx";
import { readDrawnPage } from "./drawn-page.ts";
import { setUpLocale } from "./locale.ts";
import { PublicShell } from "./shells/PublicShell.tsx";

/** Draws the product page that the address names, or takes over the one that the server drew. */
export async function start(root: HTMLElement): Promise<void> {
  const drawn = readDrawnPage();
  const locale = setUpLocale();
  const messages = await loadMessages(locale, "consumer");
  const page = (
    <Providers locale={locale} messages={messages}>
      <PublicShell>
        <ProductPage path={location.pathname} loaded={drawn?.loaded} />
      </PublicShell>
      <Live root={root} />
    </Providers>
  );
  if (drawn?.locale === locale) hydrateRoot(root, page);
  else createRoot(root).render(page);
}

/** Says when the page answers to touch. */
function Live({ root }: { root: HTMLElement }) {
  useEffect(() => markLive(root), [root]);
  return null;
}
