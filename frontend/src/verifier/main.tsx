import "../app/theme.css";
import { createRoot } from "react-dom/client";
import { addresses } from "virtual:messages";
import { Providers } from "../app/Providers.tsx";
import type { Messages } from "../lib/i18n/load-messages.ts";
import { readSavedJourney } from "../lib/one-file.ts";
import { VerifierPage } from "./VerifierPage.tsx";

/** Starts the verifier: one file that needs no server, and carries its texts inside. */
const texts = await fetch(addresses["en/all"]);
createRoot(document.getElementById("root") as HTMLElement).render(
  <Providers locale="en" messages={(await texts.json()) as Messages}>
    <VerifierPage saved={readSavedJourney()} />
  </Providers>,
);
