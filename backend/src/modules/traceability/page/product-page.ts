import { createHash } from "node:crypto";
import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import type { AskedPage, DrawPage } from "../../../platform/http/static.ts";
import type { DocumentQueries } from "../../documents/documents.queries.ts";
import { documentsOf } from "../documents/documents-of.ts";
import type { CustodyOfUnits, FootprintOfGoods, SilentHolders, StatementChain } from "../traceability.ports.ts";
import { journeyView, readJourney } from "../views/journey-view.ts";
import { loadPages, type Pages } from "./pages.ts";
import { fillTemplate } from "./template.ts";

export interface ProductPageDependencies {
  app: App;
  chain: StatementChain;
  custody: CustodyOfUnits;
  documents: DocumentQueries;
  footprintOf: FootprintOfGoods;
  silentHolders: SilentHolders;
}

/** A page says "expired" by the day: one drawn yesterday is asked for again. */
const DAY_MILLISECONDS = 86_400_000;

/**
 * Draws the page of a lot, serial or logistic unit here, from the very components that run in the browser: it can be read at once, without
 * script, and on paper. Undefined where no pages are served.
 */
export function createProductPage({
  app,
  chain,
  custody,
  documents,
  footprintOf,
  silentHolders,
}: ProductPageDependencies): DrawPage | undefined {
  const { frontendDir } = app.config;
  if (frontendDir === null) return undefined;
  let pages: Promise<Pages> | undefined;
  return async (asked) => {
    const subject = /^\/0[01]\//.test(asked.path) ? subjectOf(`https://id.gs1.org${asked.path}`) : undefined;
    if (subject === undefined) return null;
    pages ??= loadPages(frontendDir).catch((error: unknown) => {
      pages = undefined;
      throw error;
    });
    const read = async (ctx: Ctx): Promise<Told> => {
      const journey = await readJourney(ctx, subject);
      return {
        journey: await journeyView(ctx, { chain, custody, silentHolders }, journey),
        documents: await documentsOf(ctx, documents, journey.rows),
        footprint: journey.rows.length === 0 ? null : await footprintOf(ctx, subject),
      };
    };
    const told = await inTransaction(app, read, { isSnapshot: true });
    if (told.journey.statements.length === 0) return null;
    return draw(await pages, asked, told, { now: app.clock.now(), rpcUrl: app.config.chain.publicRpcUrl });
  };
}

interface Told {
  journey: JourneyView;
  documents: readonly StatementDocument[];
  footprint: FootprintBrief | null;
}

function draw(pages: Pages, asked: AskedPage, told: Told, { now, rpcUrl }: { now: Date; rpcUrl: string }) {
  const { path, search, acceptLanguage, origin } = asked;
  const texts = pages.renderer.textsFor(search, acceptLanguage);
  const day = Math.floor(now.getTime() / DAY_MILLISECONDS);
  const digest = createHash("sha256").update(JSON.stringify([pages.version, path, origin, texts.locale, day, told]));
  return {
    etag: `W/"${digest.digest("base64url")}"`,
    html: async () =>
      fillTemplate(pages, {
        ...pages.renderer.renderProductPage({
          ...{ ...told, path, origin, locale: texts.locale },
          rpcUrl: new URL(rpcUrl, origin).href,
          fetchedAt: now.toISOString(),
          messages: await pages.messages(texts.address),
        }),
        locale: texts.locale,
      }),
  };
}
