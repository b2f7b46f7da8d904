import { createHash } from "node:crypto";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import type { AskedPage, DrawPage } from "../../../platform/http/static.ts";
import type { CustodyOfUnits, StatementChain } from "../traceability.ports.ts";
import { journeyView } from "../views/journey-view.ts";
import { loadPages, type Pages } from "./pages.ts";
import { fillTemplate } from "./template.ts";

export interface ProductPageDependencies {
  app: App;
  chain: StatementChain;
  custody: CustodyOfUnits;
}

/** A page says "expired" by the day: one drawn yesterday is asked for again. */
const DAY_MILLISECONDS = 86_400_000;

/**
 * Draws the page of a lot, serial or logistic unit here, from the very components that run in the browser: it can be read at once, without
 * script, and on paper. Undefined where no pages are served.
 */
export function createProductPage({ app, chain, custody }: ProductPageDependencies): DrawPage | undefined {
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
    const journey = await inTransaction(app, (ctx) => journeyView(ctx, { chain, custody }, subject), { isSnapshot: true });
    if (journey.statements.length === 0) return null;
    return draw(await pages, asked, journey, { now: app.clock.now(), rpcUrl: app.config.chain.publicRpcUrl });
  };
}

function draw(pages: Pages, asked: AskedPage, journey: JourneyView, { now, rpcUrl }: { now: Date; rpcUrl: string }) {
  const { path, search, acceptLanguage, origin } = asked;
  const texts = pages.renderer.textsFor(search, acceptLanguage);
  const day = Math.floor(now.getTime() / DAY_MILLISECONDS);
  const digest = createHash("sha256").update(JSON.stringify([pages.version, path, origin, texts.locale, day, journey]));
  return {
    etag: `W/"${digest.digest("base64url")}"`,
    html: async () =>
      fillTemplate(pages, {
        ...pages.renderer.renderProductPage({
          ...{ path, origin, journey, locale: texts.locale },
          rpcUrl: new URL(rpcUrl, origin).href,
          fetchedAt: now.toISOString(),
          messages: await pages.messages(texts.all),
        }),
        locale: texts.locale,
        texts: texts.consumer,
      }),
  };
}
