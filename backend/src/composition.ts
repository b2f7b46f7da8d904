import type { PublicClient } from "viem";
import type { Config } from "./config/config.ts";
import { VERSION } from "./config/version.ts";
import { ENTITIES } from "./entities.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import type { ChainQueries } from "./modules/chain/chain.queries.ts";
import { joinSources } from "./modules/chain/anchoring/join-sources.ts";
import { carbonSource, createFootprintOfGoods } from "./modules/carbon/carbon.queries.ts";
import type { EvidenceDocuments } from "./modules/carbon/claims/evidence.ts";
import { type Claims, createClaims } from "./modules/carbon/claims/create-claims.ts";
import { createAudit } from "./modules/audit/create-audit.ts";
import { createCarbon } from "./modules/carbon/create-carbon.ts";
import { createChain, createChainSeam, type Chain } from "./modules/chain/create-chain.ts";
import { createCredits, type Credits } from "./modules/credits/create-credits.ts";
import type { PublicTexts } from "./modules/credits/reversals.views.ts";
import { createCustody, type Custody } from "./modules/custody/create-custody.ts";
import { createDocuments } from "./modules/documents/create-documents.ts";
import type { ContentStore } from "./modules/documents/documents.service.ts";
import { createExchange } from "./modules/exchange/create-exchange.ts";
import { footprintSource } from "./modules/exchange/exchange.queries.ts";
import { createIdentity } from "./modules/identity/create-identity.ts";
import { firstRunLink } from "./modules/identity/installation/first-run.ts";
import { listInstallationRoles, partiesByAccount } from "./modules/identity/identity.queries.ts";
import type { ActorChain } from "./modules/identity/identity.ports.ts";
import { createMasterData } from "./modules/master-data/create-master-data.ts";
import { createOrders } from "./modules/orders/create-orders.ts";
import { createLedgerStock } from "./modules/orders/ledger-stock.ts";
import { createFulfilment } from "./modules/orders/orders.queries.ts";
import type { Stock, Warehouses } from "./modules/orders/orders.ports.ts";
import { createPrivacy } from "./modules/privacy/create-privacy.ts";
import { createRecalls } from "./modules/recalls/create-recalls.ts";
import { ORDERS_OF_EVENTS } from "./modules/recalls/open-orders.ts";
import { escalationSource } from "./modules/recalls/escalations.store.ts";
import { forgetRecalls, noteRecalls } from "./modules/recalls/recalls.store.ts";
import { silentHolders } from "./modules/recalls/recalls.views.ts";
import { createResolver } from "./modules/resolver/create-resolver.ts";
import { createStock } from "./modules/stock/create-stock.ts";
import { createReports } from "./modules/reports/create-reports.ts";
import { createTraceability } from "./modules/traceability/create-traceability.ts";
import type { CustodyOfUnits, StatementChain } from "./modules/traceability/traceability.ports.ts";
import {
  assignBatch,
  captureTimes,
  countStatementsByAccount,
  countUnanchored,
  listUnanchored,
} from "./modules/traceability/traceability.queries.ts";
import { createWarehouses } from "./modules/warehouses/create-warehouses.ts";
import type { ShipmentListener } from "./modules/warehouses/warehouses.ports.ts";
import type { App } from "./platform/app.ts";
import { record } from "./platform/audit.ts";
import { systemClock, type Clock } from "./platform/clock.ts";
import { inTransaction } from "./platform/context.ts";
import { openDatabase } from "./platform/database.ts";
import { armFaults } from "./platform/faults.ts";
import { HOUSEKEEPING_CRONTAB, HOUSEKEEPING_JOBS } from "./platform/housekeeping.ts";
import { authorise } from "./platform/http/authorise.ts";
import { docsRoutes } from "./platform/http/docs.routes.ts";
import type { PageRecords } from "./platform/http/known-pages.ts";
import type { Authenticators } from "./platform/http/principal.ts";
import { startServer } from "./platform/http/server.ts";
import { systemRandom, type Random } from "./platform/ids.ts";
import { startWorker } from "./platform/jobs.ts";
import { addressesOf, createLogger } from "./platform/logging.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { Module, Service } from "./platform/module.ts";
import { openPersonalFields } from "./platform/personal/personal-fields.ts";
import { PLATFORM_PROBLEMS } from "./platform/problems.ts";
import { databaseReadiness, secretsReadiness } from "./platform/readiness.ts";
import { chainReadiness, createChainClient } from "./platform/rpc.ts";
import { databaseRightsRoutes } from "./platform/schema/database-rights.routes.ts";
import { tellExcess } from "./platform/schema/excess-rights.ts";
import { registerExcess } from "./platform/schema/excess.metrics.ts";
import { prepareSchema } from "./platform/schema/prepare-schema.ts";
import { createVerifyIdentity, createVerifySignature, type VerifySignature } from "./platform/signatures.ts";
import { startOutboxTail, type OutboxTail } from "./platform/stream/outbox-tail.ts";
import { streamRoutes } from "./platform/stream/stream.routes.ts";
import { settingsRoutes } from "./platform/settings.routes.ts";
import { systemRoutes } from "./platform/system.routes.ts";

/** What tests put in the place of the real thing. */
export interface Overrides {
  clock?: Clock;
  random?: Random;
  /** Stands in for the chain's read model and relayer. */
  chain?: ChainSeam;
  custody?: CustodyOfUnits;
  verifySignature?: VerifySignature;
  stock?: Stock;
  /** Hears of shipments of warehouses. */
  shipments?: ShipmentListener;
  warehouses?: Warehouses;
  /** Says something to whoever started the process, and to no log. */
  tell?: (line: string) => void;
}

/** All that other modules ask of the chain. */
export interface ChainSeam extends Omit<StatementChain, "actorsByAccount">, ActorChain {}

export interface Backend {
  app: App;
  /** Null when this process has no `api` role. */
  url: string | null;
  stop(): Promise<void>;
}

/** Opens the database, brings it up to date, and starts the roles that the configuration names. */
export async function startBackend(config: Config, overrides: Overrides = {}): Promise<Backend> {
  armFaults(config.faultAt);
  const log = createLogger(config.logLevel, addressesOf(config));
  const { clock = systemClock, random = systemRandom } = overrides;
  const personal = openPersonalFields(config, { clock, random });
  const db = await openDatabase({ url: config.databaseUrl.reveal(), entities: ENTITIES, migrations: MIGRATIONS, log });
  const app: App = {
    config,
    db,
    log,
    clock,
    random,
    metrics: createMetrics(),
    personal,
  };
  const started: Service[] = [{ stop: () => db.close() }];
  const stop = async () => {
    for (const service of started.splice(0).reverse()) await service.stop();
  };
  try {
    await prepareSchema(app);
    await tellExcess(db.pool, app);
    registerExcess(app);
    // Known only once it listens: the port may be any free one.
    let apiUrl = config.roles.includes("api") ? null : config.publicUrl;
    const { modules, authenticators } = createModules(app, { ...overrides, apiUrl: () => apiUrl });
    for (const module of modules) await module.prepare?.();
    await recordStart(app);
    if (overrides.tell && config.roles.includes("api")) await tellFirstRun(app, overrides.tell);
    for (const role of config.roles) {
      for (const module of modules) {
        const service = await module.services?.[role]?.();
        if (service) started.push(service);
      }
    }
    if (config.roles.includes("worker")) started.push(await startJobs(app, modules));
    const url = config.roles.includes("api") ? await startApi(app, modules, authenticators, started) : null;
    apiUrl = url ?? apiUrl;
    return { app, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** With which settings a process began is part of what an auditor asks; keys and addresses of servers are not. */
async function recordStart(app: App): Promise<void> {
  const { mode, roles, chain, openRegistration, signUp, demo } = app.config;
  const details = { version: VERSION, mode, roles: roles.join(","), openRegistration, signUp, demo, chainId: chain.id };
  await inTransaction(app, async (ctx) =>
    record(ctx, { action: "service.started", by: "system", subject: chain.deployment.supplyChain, details }),
  );
}

/** Nobody else is told the link: whoever reads what this process prints becomes the first admin. */
async function tellFirstRun(app: App, tell: (line: string) => void): Promise<void> {
  const link = await firstRunLink(app, app.config.publicUrl ?? `http://localhost:${app.config.port}`);
  if (link !== null) tell(`This installation has no admin yet. Become the first one at ${link}`);
}

/** The only place that knows every module. */
function createModules(
  app: App,
  overrides: Overrides & { apiUrl: () => string | null },
): { modules: Module[]; authenticators: Authenticators } {
  const client = createChainClient(app.config);
  const verifySignature = overrides.verifySignature ?? createVerifySignature(client);
  const documents = createDocuments({ app, verifySignature, chain: () => actorChain() });
  const onChain = overrides.chain ? undefined : createOnChain(app, { client, verifySignature, documents });
  const chain = overrides.chain ?? onChain?.queries;
  const custody = overrides.custody ?? onChain?.custody.queries;
  if (!chain || !custody) throw new Error("a chain that is stood in for needs custody that is, too");
  // Documents come before the chain, which keeps its manifests with them, and ask it only when requests come in.
  const actorChain = () => chain;
  const verifyIdentity = createVerifyIdentity(client, verifySignature);
  const identity = createIdentity({ app, chain, verifySignature, verifyIdentity, countStatements: countStatementsByAccount });
  const stock = createStock({ app });
  const goods = overrides.stock ?? createLedgerStock(stock.reserve);
  const warehouses = createWarehouses({ app, listener: overrides.shipments ?? createFulfilment(goods) });
  const modules = [
    identity,
    createMasterData({ app }),
    documents,
    createTraceability({
      ...{ app, chain, custody, documents: documents.queries, footprintOf: createFootprintOfGoods(custody), verifySignature },
      ...{ onStored: noteRecalls, onErased: forgetRecalls, silentHolders: (ctx, notices) => silentHolders(ctx, { chain }, notices) },
    }),
    createPrivacy({ app }),
    createReports({ app }),
    createOrders({ app, stock: goods, warehouses: overrides.warehouses ?? warehouses.port, apiUrl: overrides.apiUrl }),
    ...(onChain ? [onChain.chain, onChain.custody, onChain.credits, ...(onChain.claims ? [onChain.claims] : [])] : []),
    createRecalls({ app, chain, custody, orders: [ORDERS_OF_EVENTS] }),
    createCarbon({ app, chain, custody }),
    createResolver({ app, actors: chain, verifySignature }),
    createExchange({ app, chain }),
    stock,
    warehouses,
    createAudit({ app, relay: onChain?.queries.relay ?? null }),
  ];
  return { modules, authenticators: { bearer: identity.authenticate, basic: identity.authenticateBasic } };
}

interface OnChainParts {
  client: PublicClient;
  verifySignature: VerifySignature;
  documents: { store: ContentStore; queries: EvidenceDocuments & PublicTexts };
}

/** The modules that live from the chain. They ask the chain's queries; the chain indexes and relays for them. */
function createOnChain(
  app: App,
  { client, verifySignature, documents }: OnChainParts,
): { chain: Chain; custody: Custody; credits: Credits; claims: Claims | null; queries: ChainQueries } {
  const seam = createChainSeam(app);
  const { queries } = seam;
  const custody = createCustody({ app, client, chain: queries, verifySignature, keepDocument: documents.store.putJson });
  const credits = createCredits({ app, client, chain: queries, documents: documents.queries, verifySignature });
  const claims = createClaims({ app, client, chain: queries, documents: documents.queries, verifySignature });
  const chain = createChain({
    app,
    seam,
    client,
    statements: joinSources([
      { listUnanchored, countUnanchored, assignBatch, captureTimes },
      footprintSource,
      carbonSource,
      escalationSource,
    ]),
    parties: partiesByAccount,
    people: listInstallationRoles,
    projections: [custody.projection, ...credits.projections],
    proofs: [custody.proof, ...credits.proofs],
    listeners: { ...custody.listeners, ...claims?.listeners, ...credits.listeners },
  });
  return { chain, custody, credits, claims, queries };
}

async function startJobs(app: App, modules: readonly Module[]): Promise<Service> {
  const handlers = Object.assign({}, HOUSEKEEPING_JOBS, ...modules.map((module) => module.jobs ?? {}));
  const crontab = [...HOUSEKEEPING_CRONTAB, ...modules.flatMap((module) => module.crontab ?? [])].join("\n");
  return startWorker(app, handlers, crontab);
}

async function startApi(app: App, modules: readonly Module[], authenticators: Authenticators, started: Service[]): Promise<string> {
  const tail: OutboxTail = await startOutboxTail(app);
  started.push(tail);
  const readiness = Object.assign(
    databaseReadiness(app),
    secretsReadiness(app),
    chainReadiness(createChainClient(app.config), app.config),
    ...modules.map((module) => module.readiness ?? {}),
  );
  const problems = [PLATFORM_PROBLEMS, ...modules.flatMap((module) => (module.problems ? [module.problems] : []))];
  const routes = [
    ...systemRoutes(app, () => readiness),
    ...settingsRoutes(app),
    ...databaseRightsRoutes(app),
    ...streamRoutes(() => tail),
    ...modules.flatMap((module) => module.routes ?? []),
  ];
  routes.push(
    ...docsRoutes(
      app,
      () => routes,
      () => problems,
      VERSION,
    ),
  );
  const upgrades = modules.flatMap((module) => module.upgrades ?? []);
  const drawPage = modules.find((module) => module.drawPage)?.drawPage;
  const records = Object.assign({}, ...modules.map((module) => module.records ?? {})) as PageRecords;
  const errorFormats = modules.flatMap((module) => module.errorFormats ?? []);
  const server = await startServer({
    ...{ app, routes, drawPage, records, errorFormats, sockets: { upgrades, authenticate: authenticators.bearer } },
    authorise: (route, exchange) => authorise(app, route, exchange, authenticators),
  });
  started.push(server);
  return server.url;
}
