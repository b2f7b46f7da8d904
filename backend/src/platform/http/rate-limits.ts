import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import type { Allowance, Taken, Taking } from "../rate-limits/allowance.ts";
import { createCounter, type Counter } from "../rate-limits/counter.ts";
import { rateLimitFields, retryAfter } from "../rate-limits/fields.ts";
import { createMemoryAllowances } from "../rate-limits/memory-allowances.ts";
import { networkOf } from "../rate-limits/network-of.ts";
import { createSharedAllowances } from "../rate-limits/shared-allowances.ts";
import { keysFor } from "../sealed-secret.ts";
import { callerOf, type KnownCaller, type Principal } from "./principal.ts";
import type { Route } from "./route.ts";

const MINUTE = 60;
const HOUR = 3_600;
const READ = 1;
/** A quarter as many writes as reads. */
const WRITE = 4;
const PAGE = { method: "get", path: "page" } as const;

type Costs = Pick<Route, "method" | "path" | "cost" | "limitPerHour">;
interface Exchange {
  request: Request;
  response: Response;
}

/** How many requests somebody may make, by network address, by who it is, and on some routes by the hour. Never by anything that a client just says. */
export interface RateLimits {
  /** Refuses at once, before a body is read, whoever is known to have used up its allowance. */
  refuseKnown(route: Costs): RequestHandler;
  /**
   * Finds out who asks and counts the request, refused ones too: guesses at credentials are counted like all else.
   *
   * @throws {ProblemError} `platform.too-many-requests`, or what `authorise` throws
   */
  count<Found>(route: Costs, exchange: Exchange, authorise: () => Promise<Found>): Promise<Found>;
  /** Counts a web page, unless its address was counted as a route's. */
  countPage: RequestHandler;
  /** Counts the opening of a WebSocket as a read, refused ones too. @throws {ProblemError} as `count` */
  countUpgrade(path: string, address: string, authorise: () => Promise<Principal>): Promise<Principal>;
}

export function createRateLimits({ config, db, log }: Pick<PlatformApp, "config" | "db" | "log">): RateLimits {
  const now = () => Math.floor(performance.now() * 1_000);
  const counter = createCounter({ shared: createSharedAllowances(db.pool), memory: createMemoryAllowances(now), now, log });
  const keyNow = keyOf(config.documents.key);
  const hashed = (name: string) => createHmac("sha256", keyNow()).update(name).digest("hex").slice(0, 32);
  const perMinute = { units: config.rateLimitPerMinute, seconds: MINUTE };
  const byAddress: Allowance = { name: "address", ...perMinute };
  const byCaller: Allowance = { name: "caller", ...perMinute };

  const ofAddress = (route: Costs, address: string): Taking[] => {
    const network = networkOf(address);
    const takings = [{ allowance: byAddress, client: hashed(`address ${network}`), cost: costOf(route) }];
    if (route.limitPerHour === undefined) return takings;
    const byRoute = { name: "route", units: route.limitPerHour, seconds: HOUR };
    return [...takings, { allowance: byRoute, client: hashed(`${route.method} ${route.path} ${network}`), cost: 1 }];
  };
  const takingsOf = (route: Costs, address: string, principal: KnownCaller | null | undefined): Taking[] => {
    if (!principal) return ofAddress(route, address);
    return [...ofAddress(route, address), { allowance: byCaller, client: hashed(`caller ${callerOf(principal)}`), cost: costOf(route) }];
  };
  const checkKnown = (route: Costs, address: string): void => {
    for (const taking of ofAddress(route, address)) {
      const refused = counter.isRefused(taking);
      if (refused) throw tooMany(taking, refused, [{ taking, taken: refused }]);
    }
  };
  const count: RateLimits["count"] = async (route, { request, response }, authorise) => {
    if (costOf(route) === 0) return authorise();
    const [answer] = await Promise.allSettled([authorise()]);
    const principal = response.locals["principal"] as KnownCaller | null | undefined;
    const fields = await take(counter, takingsOf(route, request.ip ?? "", principal));
    response.setHeaders(new Map(Object.entries(fields)));
    return valueOf(answer);
  };
  return {
    refuseKnown: (route) => (request, _response, next) => {
      if (costOf(route) > 0) checkKnown(route, request.ip ?? "");
      next();
    },
    count,
    countUpgrade: async (path, address, authorise) => {
      const route = { method: "get", path } as const;
      checkKnown(route, address);
      const [answer] = await Promise.allSettled([authorise()]);
      await take(counter, takingsOf(route, address, answer.status === "fulfilled" ? answer.value : null));
      return valueOf(answer);
    },
    countPage: (request, response, next) => {
      if (response.hasHeader("RateLimit")) return next();
      void count(PAGE, { request, response }, async () => undefined).then(() => next(), next);
    },
  };
}

/** The key that clients are counted under. Node looks at one that is bytes anew for each hash: six times as long as all else of it. */
function keyOf(serverKeys: PlatformApp["config"]["documents"]["key"]): () => KeyObject {
  let made: { of: unknown; key: KeyObject } | undefined;
  return () => {
    const of = serverKeys.reveal();
    if (made?.of !== of) made = { of, key: createSecretKey(keysFor(serverKeys, "waybill rate limits")[0] ?? Buffer.alloc(0)) };
    return made.key;
  };
}

/** Units that a request takes of the allowances per minute; nothing, where it is answered from memory. */
function costOf({ method, cost }: Costs): number {
  return cost ?? (method === "get" || method === "options" ? READ : WRITE);
}

function valueOf<Value>(answer: PromiseSettledResult<Value>): Value {
  if (answer.status === "rejected") throw answer.reason;
  return answer.value;
}

/** @returns what the answer says of it */
async function take(counter: Counter, takings: readonly Taking[]): Promise<Record<string, string>> {
  const counted = await Promise.all(takings.map(async (taking) => ({ taking, taken: await counter.take(taking) })));
  const refused = counted.find(({ taken }) => !taken.isTaken);
  if (refused) throw tooMany(refused.taking, refused.taken, counted);
  return rateLimitFields(counted);
}

function tooMany(taking: Taking, taken: Taken, counted: readonly { taking: Taking; taken: Taken }[]): ProblemError {
  return new ProblemError(PLATFORM_PROBLEMS.tooManyRequests, {
    headers: { ...rateLimitFields(counted), "Retry-After": retryAfter(taking, taken) },
  });
}
