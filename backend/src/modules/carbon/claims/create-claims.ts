import type { PublicClient } from "viem";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import type { Module } from "../../../platform/module.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import type { ChainQueries, TransactionListeners } from "../../chain/chain.queries.ts";
import { followAppearances } from "./appearances.ts";
import { createContractState } from "./contract-state.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import { claimsRoutes } from "./claims.routes.ts";
import { type ClaimParts, createClaimsService } from "./claims.service.ts";
import type { EvidenceDocuments } from "./evidence.ts";
import { startFollowingGrams } from "./follow-grams.ts";
import { giveBackClaims } from "./give-back.ts";
import { findClaim } from "./claims.store.ts";
import { rightsRoutes } from "./rights.routes.ts";
import { createIssuingService, ISSUE } from "./issuing.service.ts";

const FOLLOW_TASK = "claims:follow-chain";

export interface ClaimsDependencies {
  app: App;
  client: Pick<PublicClient, "request">;
  chain: Pick<ChainQueries, "relayCarbon">;
  documents: EvidenceDocuments;
  verifySignature: VerifySignature;
}

export interface Claims extends Module {
  /** Who follows issuances. */
  listeners: TransactionListeners;
}

/** Claims to savings, until their grams are on chain. Null where the deployment has no token. */
export function createClaims({ app, client, ...dependencies }: ClaimsDependencies): Claims | null {
  const { id: chainId, deployment } = app.config.chain;
  if (deployment.carbon === undefined) return null;
  const { token } = deployment.carbon;
  const contracts = createContractState(client, { accessManager: deployment.accessManager, token });
  const parts: ClaimParts = { ...dependencies, contracts, carbonChain: { chainId, token } };
  const issuing = createIssuingService(parts);
  return {
    name: "claims",
    records: { "/carbon/claims/$id": async (ctx, named) => (await findClaim(ctx, named)) !== undefined },
    problems: CLAIMS_PROBLEMS,
    routes: [...claimsRoutes({ app, parts, service: { ...createClaimsService(parts), ...issuing } }), ...rightsRoutes(contracts)],
    jobs: {
      async [FOLLOW_TASK](running) {
        await inTransaction(running, giveBackClaims);
        await followAppearances(running);
      },
    },
    crontab: [`* * * * * ${FOLLOW_TASK}`],
    services: { worker: () => startFollowingGrams(app) },
    listeners: { [ISSUE]: issuing.onIssuance },
  };
}
