import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { loadMessages } from "../lib/i18n/load-messages.ts";
import { useText } from "../lib/i18n/text.tsx";
import { ToastProvider } from "../ui/Toast.tsx";
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
      <WithToasts>
        <RouterProvider router={router} />
      </WithToasts>
    </Providers>,
  );
}

function WithToasts({ children }: { children: React.ReactNode }) {
  return <ToastProvider closeLabel={useText()("app.close")}>{children}</ToastProvider>;
}
