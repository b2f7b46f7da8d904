import {
  conservation,
  creditBatch,
  creditBatchWithHolders,
  portfolio,
  retirementView,
  reversalView,
} from "@waybill/protocol/schemas/api/credits";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, hex32, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { findBatch, listBatches } from "./batches.views.ts";
import { createConservationView } from "./conservation.views.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { metadataOf, tokenMetadata } from "./metadata.ts";
import { portfolioOf } from "./portfolio.views.ts";
import { findRetirement, listRetirements } from "./retirements.views.ts";
import { listReversals, type PublicTexts } from "./reversals.views.ts";

export const CREDITS_TAG = "Carbon credits";
const tag = CREDITS_TAG;

const batchesQuery = pageQuery.extend({
  account: address.optional().describe("Received it, verified it, or has or had some of it."),
  vintage: z.coerce.number().int().min(1990).max(9999).optional(),
});
const retirementsQuery = pageQuery.extend({
  batch: hex32.optional(),
  holder: address.optional(),
  beneficiary: address.optional(),
  shipment: hex32.optional(),
});
const reversalsQuery = pageQuery.extend({ batch: hex32.optional(), holder: address.optional().describe("Surrendered them.") });
/** As ERC-1155 clients write it into the URI: 64 lower-case digits, without 0x. */
const tokenId = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");

/** Everything about grams that the chain makes public: for everybody, without a token. */
export function registryRoutes(app: App, documents: PublicTexts): Route[] {
  const reading = { tx: app.db.dataSource.manager };
  const conservationNow = createConservationView(app);
  const batchOf = async (batch: string) => {
    const view = await inTransaction(app, (ctx) => findBatch(ctx, batch as Hex32), { isSnapshot: true });
    if (!view) throw new ProblemError(CREDITS_PROBLEMS.batchUnknown);
    return view;
  };
  return [
    route({
      method: "get",
      path: "/api/carbon/batches",
      act: "grams:read",
      summary: "Issuances, newest first",
      description: "Each issuance is one batch, and one ERC-1155 id. Grams are decimal digits.",
      tag,
      query: batchesQuery,
      responses: { 200: { description: "A page of batches.", schema: pageOf(creditBatch) } },
      handler: async ({ query: { account, ...query } }) => ({
        status: 200,
        body: await listBatches(reading, { ...query, account: accountOf(account) }),
      }),
    }),
    route({
      method: "get",
      path: "/api/carbon/batches/{id}.json",
      act: "grams:read",
      summary: "ERC-1155 metadata of a batch",
      description: "Where the token's `uri` points; `id` is 64 hex digits without 0x.",
      tag,
      params: z.object({ id: tokenId }),
      responses: { 200: { description: "What wallets show.", schema: tokenMetadata } },
      handler: async ({ params: { id }, origin }) => ({ status: 200, body: metadataOf(await batchOf(`0x${id}`), origin) }),
    }),
    route({
      method: "get",
      path: "/api/carbon/batches/{batch}",
      act: "grams:read",
      summary: "One batch: its terms, its accounts and who holds it",
      tag,
      params: z.object({ batch: hex32 }),
      responses: { 200: { description: "The batch.", schema: creditBatchWithHolders } },
      handler: async ({ params: { batch } }) => ({ status: 200, body: await batchOf(batch) }),
    }),
    route({
      method: "get",
      path: "/api/carbon/retirements",
      act: "grams:read",
      summary: "Retirements, newest first",
      tag,
      query: retirementsQuery,
      responses: { 200: { description: "A page of retirements.", schema: pageOf(retirementView) } },
      handler: async ({ query: { holder, beneficiary, ...query } }) => ({
        status: 200,
        body: await listRetirements(reading, { ...query, holder: accountOf(holder), beneficiary: accountOf(beneficiary) }),
      }),
    }),
    route({
      method: "get",
      path: "/api/carbon/retirements/{retirement}",
      act: "grams:read",
      summary: "One retirement: whose grams, for whom and for what",
      tag,
      params: z.object({ retirement: hex32 }),
      responses: { 200: { description: "The retirement.", schema: retirementView } },
      handler: async ({ params: { retirement } }) => {
        const view = await findRetirement(reading, retirement);
        if (!view) throw new ProblemError(CREDITS_PROBLEMS.retirementUnknown);
        return { status: 200, body: view };
      },
    }),
    route({
      method: "get",
      path: "/api/carbon/reversals",
      act: "grams:read",
      summary: "Cancellations and what was surrendered, newest first",
      description:
        "`reasonHash` is keccak256 of the reason's text. `reason` is there where a public document, named `cancellation-<reasonHash>.txt`, has it.",
      tag,
      query: reversalsQuery,
      responses: { 200: { description: "A page of reversals.", schema: pageOf(reversalView) } },
      handler: async ({ query: { holder, ...query } }) => ({
        status: 200,
        body: await listReversals(reading, documents, { ...query, holder: accountOf(holder) }),
      }),
    }),
    route({
      method: "get",
      path: "/api/carbon/accounts/{account}",
      act: "grams:read",
      summary: "An account's portfolio: held, retired, surrendered, and what was called off",
      tag,
      params: z.object({ account: address }),
      responses: { 200: { description: "The portfolio.", schema: portfolio } },
      handler: async ({ params: { account } }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => portfolioOf(ctx, getAddress(account) as Address), { isSnapshot: true }),
      }),
    }),
    route({
      method: "get",
      path: "/api/carbon/conservation",
      act: "grams:read",
      summary: "The law of conservation over all batches",
      description: "held + buffer = issued - retired - cancelled. `held` is added up from transfers alone, the rest from the other events.",
      tag,
      cost: 5,
      responses: { 200: { description: "Sums, and batches that do not add up.", schema: conservation } },
      handler: async () => ({ status: 200, body: await conservationNow() }),
    }),
  ];
}

function accountOf(account: string | undefined): Address | undefined {
  return account === undefined ? undefined : (getAddress(account) as Address);
}
