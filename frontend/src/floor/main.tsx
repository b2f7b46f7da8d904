import "../app/theme.css";
import { createRoot } from "react-dom/client";
import { setUpLocale } from "../app/locale.ts";
import { Providers } from "../app/Providers.tsx";
import { loadMessages } from "../lib/i18n/load-messages.ts";
import { FloorApp } from "./FloorApp.tsx";

/** Starts the screens of a warehouse's floor. */
try {
  const locale = setUpLocale();
  const messages = await loadMessages(locale, "floor");
  createRoot(document.getElementById("root") as HTMLElement).render(
    <Providers locale={locale} messages={messages}>
      <FloorApp />
    </Providers>,
  );
} catch (error) {
  // As public/theme.js does when not even this script comes.
  document.documentElement.dataset.script = "failed";
  throw error;
}
