import { chromium, type Browser, type BrowserContextOptions, type Page, type Route } from "playwright-core";
import { textOf } from "../../../protocol/test/support/scene.ts";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";
import { atEnd } from "../../../test/support/resources.ts";
import { createLettuce, type Lettuce } from "../fixtures/lettuce.ts";
import { linkedDocuments, PHOTO_CID, photoDocument, REPORT, REPORT_CID, reportDocument } from "../fixtures/documents.ts";
import {
  certificateAnswer,
  conservationAnswer,
  creditBatchAnswer,
  portfolioAnswer,
  retirementAnswer,
  rightsAnswer,
} from "../fixtures/credits.ts";
import { footprintAnswer, keptAnswer, tableAnswer } from "../fixtures/footprint.ts";
import { JsonRpcNode } from "../fixtures/json-rpc-node.ts";
import { anchorCostsOf, feedOf, reorgsOf, senderOf, transactionsOf } from "../fixtures/engine.ts";
import { configOf, statusOf } from "../fixtures/system.ts";
import { recallAnswer, recallsAnswer, simulationAnswer } from "../fixtures/recalls.ts";
import { balanceAnswer, contentsAnswer, stateAnswer, traceAnswer, traceFindingsAnswer } from "../fixtures/trace.ts";
import { actorAnswers, anchorAnswers, eventAnswer, journeyAnswer, proofAnswer, unitAnswer } from "../fixtures/views.ts";
import { serveBuild } from "./site.ts";

/** What a page under test stands on, shared by all test files of a run. */
export interface Stage {
  browser: Browser;
  origin: string;
  lettuce: Lettuce;
}

let stage: Promise<Stage> | undefined;

/** Browser, built pages and demonstration chain; started once, given back after the last test. */
export function getStage(): Promise<Stage> {
  stage ??= setUp();
  return stage;
}

async function setUp(): Promise<Stage> {
  const [site, lettuce, browser] = await Promise.all([
    serveBuild(),
    createLettuce(),
    chromium.launch({ executablePath: getChromium(), args: [...CHROMIUM_FLAGS] }),
  ]);
  atEnd(async () => {
    await browser.close();
    await site.close();
  });
  return { browser, origin: site.origin, lettuce };
}

/** What the pages of one test may not do without being asked: complain, fail, or talk to strangers. */
export interface Watched {
  page: Page;
  /** Errors and warnings of console and page. */
  complaints: string[];
  /** Addresses of all requests. */
  requests: string[];
}

export type Answer = (route: Route) => Promise<void>;

/** A page whose endpoints answer from the fixtures; `answers` replaces some, by path. */
export async function openPage(
  { browser, origin, lettuce }: Stage,
  options: BrowserContextOptions & { answers?: Record<string, Answer> } = {},
): Promise<Watched> {
  const { answers = {}, ...context } = options;
  const page = await browser.newPage({ baseURL: origin, ...context });
  const watched: Watched = { page, complaints: [], requests: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) watched.complaints.push(message.text());
  });
  page.on("pageerror", (error) => watched.complaints.push(error.message));
  page.on("request", (request) => watched.requests.push(request.url()));
  const all = [...Object.entries(answers), ...Object.entries(usualAnswers(lettuce))];
  await page.route(/\/(api|rpc)(\/|$|\?)/, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const [, answer] = all.find(([pattern]) => new RegExp(`^${pattern}$`).test(path)) ?? [];
    await (answer ?? notFound)(route);
  });
  return watched;
}

export function json(value: unknown): Answer {
  return (route) => route.fulfill({ json: value });
}

export const noServer: Answer = (route) => route.abort("connectionrefused");

const notFound: Answer = (route) =>
  route.fulfill({
    status: 404,
    contentType: "application/problem+json",
    json: {
      type: "about:blank",
      title: "Not found",
      status: 404,
      detail: "There is nothing here.",
      code: "http.not-found",
      traceId: "t",
      retryable: false,
    },
  });

/** Answers by path, as regular expressions; the first that fits counts. */
function usualAnswers(lettuce: Lettuce): Record<string, Answer> {
  const node = new JsonRpcNode(lettuce.chain);
  const anchors = anchorAnswers(lettuce);
  const actors = actorAnswers(lettuce);
  const page = (items: unknown[]) => json({ items, next: null });
  return {
    "/rpc": async (route) => route.fulfill({ contentType: "application/json", body: await node.answer(route.request().postData() ?? "") }),
    "/api/config": json(configOf(lettuce.chain)),
    "/api/chain": json(statusOf(lettuce.chain)),
    "/api/chain/feeds": page([feedOf()]),
    "/api/chain/senders": page([senderOf(lettuce.chain)]),
    "/api/chain/transactions": page(transactionsOf(lettuce.chain)),
    "/api/chain/anchors": page(anchorCostsOf()),
    "/api/chain/reorgs": page(reorgsOf()),
    "/api/recalls": page(recallsAnswer(lettuce)),
    "/api/recalls/simulation": json(simulationAnswer(lettuce)),
    "/api/recalls/0x.*": json(recallAnswer(lettuce)),
    "/api/trace/(back|forward)": (route) => json(traceAnswer(lettuce, new URL(route.request().url()).pathname.slice(11)))(route),
    "/api/trace/state": json(stateAnswer(lettuce)),
    "/api/trace/contents": json(contentsAnswer(lettuce)),
    "/api/trace/balance": json(balanceAnswer(lettuce)),
    "/api/trace/findings": json(traceFindingsAnswer(lettuce)),
    "/api/journeys": json(journeyAnswer(lettuce)),
    "/api/journeys/bundle": (route) => route.fulfill({ contentType: "application/json", body: textOf(lettuce.bundle) }),
    "/api/events/0x[0-9a-f]+": json(eventAnswer(lettuce)),
    "/api/statements/0x[0-9a-f]+/bundle": (route) => {
      const statement = lettuce.statements.find(({ commitment }) => route.request().url().includes(commitment));
      return statement === undefined
        ? notFound(route)
        : route.fulfill({ body: textOf(lettuce.service.eventBundle(statement)), contentType: "application/json" });
    },
    "/api/statements/0x[0-9a-f]+/documents": page(linkedDocuments()),
    "/api/journeys/documents": page(linkedDocuments()),
    [`/api/documents/${REPORT_CID}`]: json(reportDocument()),
    [`/api/documents/${PHOTO_CID}`]: json(photoDocument()),
    "/api/documents/\\w+/statements": page(journeyAnswer(lettuce).statements.slice(0, 2)),
    [`/api/documents/${REPORT_CID}/content`]: (route) => route.fulfill({ contentType: "text/plain", body: REPORT }),
    "/api/footprints": page(keptAnswer()),
    "/api/footprints/(current|0x[0-9a-f]+)": json(footprintAnswer()),
    "/api/factor-tables": page([]),
    "/api/factor-tables/0x[0-9a-f]+": json(tableAnswer()),
    "/api/carbon/conservation": json(conservationAnswer()),
    "/api/carbon/batches": page([creditBatchAnswer()]),
    "/api/carbon/batches/0x[0-9a-f]+": json(creditBatchAnswer()),
    "/api/carbon/accounts/0x[0-9a-fA-F]+": json(portfolioAnswer()),
    "/api/carbon/accounts/0x[0-9a-fA-F]+/rights": json(rightsAnswer()),
    "/api/carbon/reversals": page([]),
    "/api/carbon/retirements": page([retirementAnswer()]),
    "/api/carbon/retirements/0x[0-9a-f]+": json(retirementAnswer()),
    "/api/carbon/retirements/0x[0-9a-f]+/certificate": json(certificateAnswer()),
    "/api/anchors": page(anchors),
    "/api/anchors/0": json(anchors[0]),
    "/api/actors": page(actors),
    "/api/actors/0x[0-9a-fA-F]+": json(actors[0]),
    "/api/custody/units/0x[0-9a-f]+": json(unitAnswer(lettuce)),
    "/api/custody/units/0x[0-9a-f]+/proof": json(proofAnswer(lettuce)),
    "/api/products": page([]),
    "/api/search": page([{ kind: "product", label: "Garden salad, case of 6", value: "10860009998039" }]),
    "/api/stream": (route) => route.fulfill({ contentType: "text/event-stream", body: "retry: 600000\n\n" }),
  };
}
