import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { loadMessages } from "../lib/i18n/load-messages.ts";
import { ApplicationProviders } from "./ApplicationProviders.tsx";
import { Providers } from "./Providers.tsx";
import { followLinks } from "./follow-links.ts";
import { setUpLocale } from "./locale.ts";
import { createAppRouter } from "./router.tsx";

/** Draws every page but the product page. */
export async function start(root: HTMLElement): Promise<void> {
  const locale = setUpLocale();
  const messages = await loadMessages(locale, "all");
  const router = createAppRouter();
  followLinks(router);
  createRoot(root).render(
    <Providers locale={locale} messages={messages}>
      <ApplicationProviders>
        <RouterProvider router={router} />
      </ApplicationProviders>
    </Providers>,
  );
}
