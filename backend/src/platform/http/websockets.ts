import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { newTraceId } from "../ids.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { toProblem } from "./error-handler.ts";
import { PROBLEM_TYPE, problemBody } from "./problem-response.ts";
import type { Authenticate, Principal } from "./principal.ts";
import { bearerTokenOf, checkMay } from "./authorise.ts";
import { isOwnOrigin } from "./own-origins.ts";
import type { RateLimits } from "./rate-limits.ts";
import { endSocket, endWithProblem, superviseSocket } from "./supervise-socket.ts";
import type { Connection, Upgrade } from "./upgrade.ts";

/** Of one process: each holds memory and is looked after. */
const MAX_SOCKETS = 500;
const MAX_SOCKETS_OF_ONE = 20;
/** Nobody has anything to say to us. */
const MAX_PAYLOAD_BYTES = 1_024;
const SUBPROTOCOL = "epcis";

export interface WebSockets {
  app: PlatformApp;
  upgrades: readonly Upgrade[];
  authenticate: Authenticate;
  limits: RateLimits;
  /** Network address of a client, as a trusted proxy tells where there is one. */
  addressOf: (request: IncomingMessage) => string;
  /** Aborted when the server stops. */
  closing: AbortSignal;
}

/** What one connection takes up; its account is known once it has shown who it is. */
interface Place {
  account: string | null;
}

/** Whether a request asks for one of these; all others, of other protocols too, are plain requests. */
export function isUpgrade(upgrades: readonly Upgrade[], request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === "websocket" && find(upgrades, request) !== undefined;
}

/** Opens WebSockets on a server, and ends them when it stops. */
export function serveWebSockets(server: Server, { app, upgrades, authenticate, limits, addressOf, closing }: WebSockets): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  const headersOf = new WeakMap<IncomingMessage, Connection["headers"]>();
  sockets.on("headers", (lines, request) => {
    for (const [name, value] of Object.entries(headersOf.get(request) ?? {})) lines.push(`${name}: ${value}`);
  });
  // From the first moment, so that two that come at once do not both take the last place.
  const places = new Set<Place>();

  const open = async (request: IncomingMessage, place: Place, traceId: string) => {
    const found = find(upgrades, request);
    if (!found) throw new ProblemError(PLATFORM_PROBLEMS.notFound);
    if (places.size > MAX_SOCKETS) throw new ProblemError(PLATFORM_PROBLEMS.unavailable, { headers: { "Retry-After": "30" } });
    const { upgrade, params, query } = found;
    const principal = await limits.countUpgrade(upgrade.path, addressOf(request), () => authorise(request, upgrade));
    place.account = principal.account;
    if ([...places].filter(({ account }) => account === principal.account).length > MAX_SOCKETS_OF_ONE)
      throw new ProblemError(PLATFORM_PROBLEMS.tooManyRequests, {
        detail: `An organisation has ${MAX_SOCKETS_OF_ONE} connections at most.`,
      });
    const header = (name: string) => [request.headers[name.toLowerCase()]].flat()[0];
    const connection = await upgrade.open({ params, query, header, principal, traceId });
    // A token expires while its bearer is connected.
    const check = async () => {
      await authorise(request, upgrade);
      await connection.check();
    };
    return { ...connection, check };
  };
  const authorise = async (request: IncomingMessage, { act }: Upgrade): Promise<Principal> => {
    // Browsers ask no leave of a server before they open one for a page of anybody's.
    const { origin } = request.headers;
    const isListed = origin === undefined || isOwnOrigin(app.config, origin) || app.config.corsOrigins.includes(origin);
    if (!isListed) throw new ProblemError(PLATFORM_PROBLEMS.crossSite);
    const token = tokenOf(request);
    const principal = token === undefined ? null : await authenticate(token);
    if (principal) {
      checkMay(principal, act);
      return principal;
    }
    throw new ProblemError(PLATFORM_PROBLEMS.unauthorised, { headers: { "WWW-Authenticate": 'Bearer realm="waybill"' } });
  };
  const run = async (socket: WebSocket, { serve, check }: Connection): Promise<void> => {
    const signal = AbortSignal.any([closing, superviseSocket(socket, check)]);
    // Not when the work is done: a text that waits for a slow reader would hold it up.
    signal.addEventListener("abort", () => endSocket(socket, 1001));
    const send = (text: string) =>
      new Promise<void>((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve())));
    try {
      await serve({ send, signal });
      endSocket(socket, 1000);
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error);
      if (problem.problem === PLATFORM_PROBLEMS.defect) app.log.error({ err: error }, "a WebSocket broke");
      endWithProblem(socket, problem);
    }
  };

  server.on("upgrade", (request, socket, head) => {
    const traceId = newTraceId(app.random);
    const place: Place = { account: null };
    places.add(place);
    socket.on("close", () => places.delete(place));
    socket.on("error", () => socket.destroy());
    open(request, place, traceId).then(
      (connection) => {
        headersOf.set(request, connection.headers);
        sockets.handleUpgrade(request, socket, head, (opened) => void run(opened, connection));
      },
      (error: unknown) => refuse(socket, toProblem(error), { path: pathOf(request), traceId }),
    );
  });
}

function refuse(socket: Duplex, error: ProblemError, at: { path: string; traceId: string }): void {
  const body = JSON.stringify(problemBody(error, at));
  const { status } = error.problem;
  const headers = { "Content-Type": PROBLEM_TYPE, "Content-Length": Buffer.byteLength(body), Connection: "close", ...error.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
}

function find(upgrades: readonly Upgrade[], request: IncomingMessage) {
  const url = URL.parse(request.url ?? "", "http://localhost");
  for (const upgrade of upgrades) {
    const names = [...upgrade.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const match = new RegExp(`^${upgrade.path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(url?.pathname ?? "");
    if (!url || !match) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decoded(match[index + 1] ?? "")]));
    return { upgrade, params, query: Object.fromEntries(url.searchParams) };
  }
  return undefined;
}

function tokenOf({ headers }: IncomingMessage): string | undefined {
  const fromHeader = bearerTokenOf(headers.authorization);
  if (fromHeader !== undefined) return fromHeader;
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((word) => word.trim());
  return offered.find((word) => word.startsWith("bearer."))?.slice("bearer.".length);
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?")[0] ?? "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
