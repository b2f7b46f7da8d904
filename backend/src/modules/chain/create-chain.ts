import type { PublicClient } from "viem";
import type { App } from "../../platform/app.ts";
import type { Module, Readiness, Service } from "../../platform/module.ts";
import { createLogView, type LogView } from "./anchoring/log-view.ts";
import { followAnchors } from "./anchoring/batch-author.ts";
import { startBatcher, type Batching, type StatementSource } from "./anchoring/batcher.ts";
import type { PartiesByAccount } from "./anchors.views.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";
import { createChainQueries, type ChainQueries } from "./chain.queries.ts";
import { registerChainMetrics } from "./chain.metrics.ts";
import { chainRoutes } from "./chain.routes.ts";
import { actorsProjection } from "./indexer/actors.projection.ts";
import { anchorsProjection } from "./indexer/anchors.projection.ts";
import { createCompletenessCheck } from "./indexer/completeness.ts";
import { findCursor } from "./indexer/cursor.store.ts";
import { startIndexer } from "./indexer/indexer.ts";
import type { AnyProjection } from "./indexer/projection.ts";
import { createSource } from "./indexer/source.ts";
import type { TransactionListeners } from "./relayer/changes.ts";
import { createRelayNode } from "./relayer/node.ts";
import { createRelay, type Relay, type SenderRole } from "./relayer/relay.ts";
import { startRelayer } from "./relayer/relayer.ts";
import { policyOf, type RelayerPolicy, type Sending } from "./relayer/sending.ts";
import { privateKeySigner, type Signer } from "./relayer/signer.ts";
import { startHeirs } from "./relayer/heirs.ts";
import { registerRelayerMetrics } from "./relayer/relayer.metrics.ts";
import { reopenOnReorg } from "./relayer/reopen.ts";
import { rpcProxyRoutes } from "./rpc-proxy.routes.ts";
import { createStatusView } from "./status.views.ts";

/** The part of the chain module that other modules need before the module itself can be made. */
export interface ChainSeam {
  queries: ChainQueries;
  relay: Relay;
  log: LogView;
  signers: Readonly<Record<SenderRole, Signer>>;
}

export function createChainSeam({ config: { chain, keys } }: App): ChainSeam {
  const signers = { relayer: privateKeySigner(keys.relayer), registrar: privateKeySigner(keys.registrar) };
  const relay = createRelay(chain.deployment.supplyChain, { relayer: signers.relayer.address, registrar: signers.registrar.address });
  const log = createLogView();
  return { queries: createChainQueries(log, relay), relay, log, signers };
}

export interface ChainDependencies {
  app: App;
  seam: ChainSeam;
  client: PublicClient;
  statements: StatementSource;
  parties: PartiesByAccount;
  /** What other modules make of the contract's events. */
  projections: readonly AnyProjection[];
  /** Who wants to know what becomes of relayed transactions, by the first part of their business keys. */
  listeners: TransactionListeners;
  policy?: Partial<RelayerPolicy>;
}

export interface Chain extends Module {
  projections: readonly AnyProjection[];
}

/** Indexer, relayer, batcher, and the pages about them. */
export function createChain({ app, seam, client, statements, parties, projections: more, listeners, policy }: ChainDependencies): Chain {
  const { chain } = app.config;
  const { relay, signers } = seam;
  const source = createSource({ client, deployment: chain.deployment });
  const node = createRelayNode(client);
  const batching: Batching = { app, relay, statements };
  const projections = [actorsProjection, anchorsProjection, ...more];
  const followed: TransactionListeners = { anchor: followAnchors, ...listeners };
  const sending: Omit<Sending, "signer"> = {
    app,
    chainId: chain.id,
    node,
    isOurChain: source.isOurChain,
    listeners: followed,
    policy: { ...policyOf(app.config.relaying), ...policy },
  };
  const present = { relayer: signers.relayer.address, registrar: signers.registrar.address };
  registerChainMetrics(app);
  registerRelayerMetrics(app);
  const senders = [...new Map(Object.values(signers).map((signer) => [signer.address, signer])).values()];
  return {
    name: "chain",
    problems: CHAIN_PROBLEMS,
    routes: [
      ...chainRoutes({
        app,
        batching,
        parties,
        status: createStatusView({ app, source, node, relayer: signers.relayer.address, statements }),
      }),
      ...rpcProxyRoutes(app),
    ],
    services: {
      indexer: async () => startIndexer({ app, source, projections, onReorg: reopenOnReorg(followed) }),
      relayer: async () =>
        allOf([startBatcher(batching), startHeirs(sending, present), ...senders.map((signer) => startRelayer({ ...sending, signer }))]),
    },
    readiness: { indexer: () => indexerReadiness(app), log: createCompletenessCheck(app, client, seam.log) },
    projections,
  };
}

function allOf(services: readonly Service[]): Service {
  return {
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}

/** A halted indexer serves what may be wrong; one that has not started yet serves nothing wrong. */
async function indexerReadiness(app: App): Promise<Readiness> {
  const cursor = await findCursor({ tx: app.db.dataSource.manager });
  const { id, deployment } = app.config.chain;
  if (!cursor) return { state: "degraded", reason: "Nothing has been indexed yet." };
  if (cursor.chainId !== id || cursor.supplyChain !== deployment.supplyChain)
    return { state: "down", reason: "The database holds the index of another chain or contract." };
  return cursor.halted === null ? { state: "ok" } : { state: "down", reason: cursor.halted };
}
