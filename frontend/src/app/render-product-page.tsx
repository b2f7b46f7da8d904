import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { renderToString } from "react-dom/server";
import { addresses } from "virtual:messages";
import { BelowTheFold } from "../features/journey/BelowTheFold.tsx";
import { titleOf } from "../features/journey/JourneyPage.tsx";
import { Erased } from "../features/journey/parts/Erased.tsx";
import { Recalled } from "../features/journey/parts/Recalled.tsx";
import { RepeatIt } from "../features/journey/server/RepeatIt.tsx";
import type { Messages } from "../lib/i18n/load-messages.ts";
import { chooseLocale, type Locale } from "../lib/i18n/locale.ts";
import { ProductPage } from "../routes/public/ProductPage.tsx";
import { Providers } from "./Providers.tsx";
import { DRAWN_PAGE_ID, type DrawnPage } from "./drawn-page.ts";
import { PublicShell } from "./shells/PublicShell.tsx";

/** What the server knows of the page that it draws. */
export interface ProductPageInput {
  /** Path as it was asked for. */
  path: string;
  /** Scheme, host and port of this installation as its readers see them. */
  origin: string;
  /** The node that readers are told of, absolute. */
  rpcUrl: string;
  journey: JourneyView;
  /** That its statements point at. */
  documents: readonly StatementDocument[];
  /** Null where none can be computed. */
  footprint: FootprintBrief | null;
  /** RFC 3339. */
  fetchedAt: string;
  locale: Locale;
  /** The whole catalogue of that language. */
  messages: Messages;
}

/** The language for a query string and an Accept-Language header, and where its texts lie among the pages. */
export function textsFor(search: string, acceptLanguage: string): { locale: Locale; address: string } {
  const languages = acceptLanguage.split(",").map((entry) => entry.split(";")[0]?.trim() ?? "");
  const locale = chooseLocale(search, languages, null);
  return { locale, address: addresses[`${locale}/all`] };
}

/** The product page as HTML for the root element, its title, and the data that the browser takes it over with. */
export function renderProductPage(input: ProductPageInput): { html: string; title: string; data: { id: string; json: string } } {
  const { path, journey, documents, footprint, fetchedAt, locale, messages } = input;
  const loaded = { journey, documents, footprint, fetchedAt };
  const drawn = { BelowTheFold, Erased, Recalled, repeat: <RepeatIt {...input} subject={journey.subject} /> };
  const html = renderToString(
    <Providers locale={locale} messages={messages}>
      <PublicShell>
        <ProductPage path={path} loaded={loaded} drawn={drawn} />
      </PublicShell>
    </Providers>,
  );
  const json = JSON.stringify({ loaded, locale } satisfies DrawnPage);
  return { html, title: titleOf(journey.subject, journey.product?.name ?? null), data: { id: DRAWN_PAGE_ID, json } };
}
