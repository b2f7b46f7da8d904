import { isHex32, type Hex32 } from "@waybill/protocol/schemas/primitives";
import type { PublicClient } from "viem";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import type { AnyProjection, Proof, TransactionListeners } from "../chain/chain.queries.ts";
import { CUSTODY_PROBLEMS } from "./custody.errors.ts";
import { custodyProof } from "./custody.chain-proof.ts";
import { custodyProjection } from "./custody.projection.ts";
import type { ReadTerms } from "./custody.proofs.ts";
import { findHolding } from "./custody.store.ts";
import { createCustodyQueries, type CustodyQueries } from "./custody.queries.ts";
import { signedTermsOf } from "./handover-calls.ts";
import { handoversRoutes } from "./handovers.routes.ts";
import { createHandoversService, LAPSE_TASK } from "./handovers.service.ts";
import { unitsRoutes } from "./units.routes.ts";
import { createUnitsService, type CustodyParts } from "./units.service.ts";

export interface CustodyDependencies extends Omit<CustodyParts, "signingChain"> {
  app: App;
  client: Pick<PublicClient, "request">;
}

export interface Custody extends Module {
  queries: CustodyQueries;
  /** What the chain module has to know of custody: its table, and who follows its transactions. */
  projection: AnyProjection;
  proof: Proof;
  listeners: TransactionListeners;
}

const lapsePayload = z.object({ id: z.string() });

/** Who holds which logistic unit: opened, offered, accepted, refused and closed by signatures alone. */
export function createCustody({ app, client, ...dependencies }: CustodyDependencies): Custody {
  const { id: chainId, deployment } = app.config.chain;
  const parts: CustodyParts = { ...dependencies, signingChain: { chainId, supplyChain: deployment.supplyChain } };
  const units = createUnitsService(parts);
  const handovers = createHandoversService(parts);
  const readTerms: ReadTerms = (transactionHash, unit) => readTermsFrom(client, transactionHash, unit);
  return {
    name: "custody",
    // The page reads the digits of a label, too, and says what is wrong with them.
    records: { "/units/$unit": async (ctx, named) => !isHex32(named) || (await findHolding(ctx, named)) !== undefined },
    problems: CUSTODY_PROBLEMS,
    routes: [...unitsRoutes(app, units, readTerms), ...handoversRoutes(app, handovers)],
    jobs: { [LAPSE_TASK]: (jobApp, payload) => inTransaction(jobApp, (ctx) => handovers.lapse(ctx, lapsePayload.parse(payload).id)) },
    queries: createCustodyQueries(readTerms),
    projection: custodyProjection,
    proof: custodyProof(deployment.supplyChain),
    listeners: { open: units.onOpening, close: units.onClosing, handover: handovers.onTransaction, reject: handovers.onRejection },
  };
}

/** A node that is away costs the signatures, not the proof: the contract's log still vouches for the handover. */
async function readTermsFrom(client: Pick<PublicClient, "request">, hash: Hex32, unit: Hex32) {
  try {
    const transaction = await client.request({ method: "eth_getTransactionByHash", params: [hash] });
    return transaction ? signedTermsOf(transaction.input, unit) : null;
  } catch {
    return null;
  }
}
