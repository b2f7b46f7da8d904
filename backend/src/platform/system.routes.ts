import { publicConfig } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App, PlatformApp } from "./app.ts";
import type { KnownCaller } from "./http/principal.ts";
import { route, routeOf, type Route } from "./http/route.ts";
import type { Readiness } from "./module.ts";

/** A dependency that has not answered after this long counts as down. */
const READINESS_BUDGET_MILLISECONDS = 1_000;
/** Nothing works without these; everything else only degrades when it is silent. */
const INDISPENSABLE = new Set(["database", "migrations"]);

const readinessReport = z.object({
  state: z.enum(["ok", "degraded", "down"]),
  checks: z.record(z.string(), z.object({ state: z.enum(["ok", "degraded", "down"]), reason: z.string().optional() })),
});

type Checks = () => Readonly<Record<string, () => Promise<Readiness>>>;

const probe = routeOf<"system:read", KnownCaller>();

/** Probes and metrics, the same in every program of ours. */
export function probeRoutes({ metrics }: Pick<PlatformApp, "metrics">, readiness: Checks): Route<"system:read", KnownCaller>[] {
  // Whoever asks meanwhile gets the same report: probes are not counted, and many of them ask no more than one.
  const report = shared(() => reportOf(readiness()));
  return [
    probe({
      method: "get",
      path: "/livez",
      act: "system:read",
      summary: "Whether the process runs; asks nothing else",
      tag: "System",
      cost: 0,
      responses: { 200: { description: "It runs.", schema: z.object({ state: z.literal("ok") }) } },
      handler: async () => ({ status: 200, body: { state: "ok" } }),
    }),
    probe({
      method: "get",
      path: "/readyz",
      act: "system:read",
      summary: "Whether requests should be sent here, with the reason of each part",
      description: "503 when a part is down without which nothing works. `degraded` stays 200: reads go on while the node is away.",
      tag: "System",
      cost: 0,
      responses: { 200: { description: "Ready.", schema: readinessReport }, 503: { description: "Not ready.", schema: readinessReport } },
      handler: async () => {
        const body = await report();
        return { status: body.state === "down" ? 503 : 200, body };
      },
    }),
    probe({
      method: "get",
      path: "/metrics",
      act: "system:read",
      summary: "Metrics in Prometheus text format",
      tag: "System",
      cost: 0,
      responses: { 200: { description: "Metrics.", contentType: "text/plain" } },
      handler: async () => ({ status: 200, text: await metrics.registry.metrics(), contentType: metrics.registry.contentType }),
    }),
  ];
}

/** Probes, metrics and the public configuration. */
export function systemRoutes(app: App, readiness: Checks): Route[] {
  const { config } = app;
  return [
    ...probeRoutes(app, readiness),
    route({
      method: "get",
      path: "/api/config",
      act: "system:read",
      summary: "What a browser needs before it does anything",
      tag: "System",
      cost: 0,
      responses: { 200: { description: "The public configuration.", schema: publicConfig } },
      handler: async () => ({
        status: 200,
        body: {
          mode: config.mode,
          demo: config.demo,
          openRegistration: config.openRegistration,
          signUp: config.signUp,
          chain: {
            id: config.chain.id,
            name: config.chain.id === 31337 ? "Local chain" : `Chain ${config.chain.id}`,
            rpcUrl: config.chain.publicRpcUrl,
            explorerUrl: config.chain.explorerUrl,
          },
          contracts: {
            supplyChain: config.chain.deployment.supplyChain,
            accessManager: config.chain.deployment.accessManager,
            fromBlock: config.chain.deployment.fromBlock,
            carbonToken: config.chain.deployment.carbon?.token,
          },
          anchoring: { maxEvents: config.anchoring.maxEvents, maxSeconds: config.anchoring.maxSeconds },
        },
      }),
    }),
  ];
}

async function reportOf(checks: Readonly<Record<string, () => Promise<Readiness>>>): Promise<z.output<typeof readinessReport>> {
  const entries = Object.entries(checks).map(
    async ([name, check]) => [name, await withinBudget(check, INDISPENSABLE.has(name) ? "down" : "degraded")] as const,
  );
  const answers = Object.fromEntries(await Promise.all(entries));
  const states = Object.values(answers).map((check) => check.state);
  return { state: states.includes("down") ? "down" : states.includes("degraded") ? "degraded" : "ok", checks: answers };
}

/** Work that is under way once at most. */
function shared<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  return () => (running ??= work().finally(() => (running = null)));
}

async function withinBudget(check: () => Promise<Readiness>, stateWhenLate: Readiness["state"]): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ state: stateWhenLate, reason: "No answer within 1 s." }), READINESS_BUDGET_MILLISECONDS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    // Anybody may ask: a driver's own words would tell addresses and accounts.
    return { state: "down", reason: "The check failed." };
  } finally {
    clearTimeout(timer);
  }
}
