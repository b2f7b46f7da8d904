import { isHex32 } from "@waybill/protocol/schemas/primitives";
import type { PublicClient } from "viem";
import type { App } from "../../platform/app.ts";
import type { PageRecords } from "../../platform/http/known-pages.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import type { AnyProjection, ChainQueries, Proof, TransactionListeners } from "../chain/chain.queries.ts";
import { findBatch } from "./batches.views.ts";
import { certificateRoutes } from "./certificate.routes.ts";
import { createConservationCheck } from "./conservation.readiness.ts";
import { creditsProof } from "./credits.chain-proof.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { CREDIT_PROJECTIONS } from "./credits.projections.ts";
import { findRetirement } from "./retirements.views.ts";
import type { PublicTexts } from "./reversals.views.ts";
import { registryRoutes } from "./registry.routes.ts";
import { retirementsRoutes } from "./retirements.routes.ts";
import { createRetirementsService, RETIRE } from "./retirements.service.ts";

export interface CreditsDependencies {
  app: App;
  client: Pick<PublicClient, "request">;
  chain: Pick<ChainQueries, "relayCarbon">;
  documents: PublicTexts;
  verifySignature: VerifySignature;
}

export interface Credits extends Module {
  /** What the chain module has to know of grams: their tables, what the contract's state says of them, and who follows their transactions. */
  projections: readonly AnyProjection[];
  proofs: readonly Proof[];
  listeners: TransactionListeners;
}

const RECORDS: PageRecords = {
  "/carbon/batches/$batch": async (ctx, named) => isHex32(named) && (await findBatch(ctx, named)) !== undefined,
  "/carbon/certificates/$retirement": async (ctx, named) => isHex32(named) && (await findRetirement(ctx, named)) !== undefined,
};

/** Grams of CO₂e on chain: who was issued, holds and retired them. Where the deployment has no token, there are none, and none is retired. */
export function createCredits({ app, client, documents, ...dependencies }: CreditsDependencies): Credits {
  const { id: chainId, deployment } = app.config.chain;
  const { carbon } = deployment;
  const always = { name: "credits", problems: CREDITS_PROBLEMS, projections: CREDIT_PROJECTIONS, records: RECORDS };
  if (!carbon) return { ...always, routes: registryRoutes(app, documents), proofs: [], listeners: {} };
  const carbonChain = { chainId, token: carbon.token };
  const retirements = createRetirementsService({ ...dependencies, client, carbonChain });
  return {
    ...always,
    routes: [...retirementsRoutes(app, retirements), ...certificateRoutes(app, carbonChain), ...registryRoutes(app, documents)],
    proofs: [creditsProof(carbon.token)],
    listeners: { [RETIRE]: retirements.onTransaction },
    readiness: { credits: createConservationCheck(app, client, carbon.token) },
  };
}
