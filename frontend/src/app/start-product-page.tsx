import { createRoot } from "react-dom/client";
import { loadMessages } from "../lib/i18n/load-messages.ts";
import { ProductPage } from "../routes/public/ProductPage.tsx";
import { Providers } from "./Providers.tsx";
import { setUpLocale } from "./locale.ts";
import { PublicShell } from "./shells/PublicShell.tsx";

/** Draws the product page that the address names. */
export async function start(root: HTMLElement): Promise<void> {
  const locale = setUpLocale();
  const messages = await loadMessages(locale, "consumer");
  createRoot(root).render(
    <Providers locale={locale} messages={messages}>
      <PublicShell>
        <ProductPage path={location.pathname} />
      </PublicShell>
    </Providers>,
  );
}
