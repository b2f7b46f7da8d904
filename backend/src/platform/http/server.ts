import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { constants } from "node:zlib";
import compression from "compression";
import express, { type Express, type Request } from "express";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import type { Authorise } from "./authorise.ts";
import { createKnownPages, type PageRecords } from "./known-pages.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { crossOrigin } from "./cross-origin.ts";
import type { ErrorFormat } from "./error-format.ts";
import { errorHandler } from "./error-handler.ts";
import type { Authenticate, KnownCaller } from "./principal.ts";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";
import { createRefusals, type Refusals } from "./refusals.ts";
import { DEFAULT_BODY_LIMIT_BYTES, type Route } from "./route.ts";
import { runRoute } from "./run-route.ts";
import { permissionsPolicy, securityHeaders } from "./security.ts";
import { serveFrontend, type DrawPage } from "./static.ts";
import { tracing } from "./trace.ts";
import { answerUnreadable, MAX_HEAD_BYTES } from "./unreadable-requests.ts";
import type { Upgrade } from "./upgrade.ts";
import { isUpgrade, serveWebSockets } from "./websockets.ts";

export interface HttpOptions<AnyAct extends string, Caller extends KnownCaller> {
  app: PlatformApp;
  routes: readonly Route<AnyAct, Caller>[];
  authorise: Authorise<AnyAct, Caller>;
  /** WebSocket endpoints, and who may open them. */
  sockets?: { upgrades: readonly Upgrade[]; authenticate: Authenticate };
  /** Aborted when the server stops. */
  closing?: AbortSignal;
  /** Pages that are drawn here. */
  drawPage?: DrawPage;
  /** What pages are about. */
  records?: PageRecords;
  /** Of another program than the shop: the file that every one of its pages begins with, and its paths. */
  ownPages?: { shell: string; paths: readonly string[] };
  /** Where refusals are no problem details; the first that fits a path counts. */
  errorFormats?: readonly ErrorFormat[];
}

export interface RunningServer {
  port: number;
  url: string;
  /** Refuses new requests, lets those in hand end, cuts those that do not. */
  stop(): Promise<void>;
}

/** Of path and query; some proxies take no more. */
const MAX_ADDRESS_CHARACTERS = 8_000;

/** 7 % smaller scripts than by the usual 4, for a few milliseconds more. */
const BROTLI_QUALITY = 6;

/** Longer than proxies and clients keep a connection that nobody uses: who closes first must be the one who asks, or its next request is lost. */
const KEEP_ALIVE_MILLISECONDS = 65_000;

/** How long requests in hand may take after a stop; the supervisor kills after 10 s. */
const DRAIN_MILLISECONDS = 5_000;

/** All routes, behind security headers, tracing and limits; then the web pages; then 404. */
export function createExpress<AnyAct extends string, Caller extends KnownCaller>(
  options: HttpOptions<AnyAct, Caller>,
  { limits, refusals }: { limits: RateLimits; refusals: Refusals },
): Express {
  const { app, routes, authorise, closing = new AbortController().signal, drawPage, records = {}, ownPages, errorFormats } = options;
  const server = express();
  server.disable("x-powered-by");
  server.set("query parser", "simple");
  server.set("trust proxy", app.config.trustProxy.length > 0 ? [...app.config.trustProxy] : false);
  server.use(tracing(app), securityHeaders({ https: app.config.mode === "production" }), permissionsPolicy);
  server.use(crossOrigin(app.config.corsOrigins));
  server.use(compression({ filter: isWorthCompressing, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } } }));
  server.use(refuseLongAddresses);
  for (const route of routes) {
    const path = expressPath(route.path);
    server[route.method](
      path,
      onlyMatching(route),
      (_request, response, next) => {
        response.locals["route"] = route.path;
        response.locals["bodyLimitHeaders"] = route.bodyLimitHeaders;
        next();
      },
      limits.refuseKnown(route),
      ...(route.takesFile ? [] : [express.raw({ type: () => true, limit: route.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES })]),
      runRoute(app, route, { authorise, limits }, closing),
    );
  }
  for (const route of new Map(routes.map((one) => [one.path, one])).values())
    server.all(expressPath(route.path), onlyMatching(route), methodNotAllowed(routes, route.path));
  if (app.config.frontendDir !== null) {
    const onFailure = (err: unknown) => app.log.error({ err }, "a page could not be drawn");
    const isKnown = ownPages ? async (path: string) => ownPages.paths.includes(path) : createKnownPages(app, records);
    const { countPage } = limits;
    serveFrontend(server, app.config.frontendDir, { config: app.config, shell: ownPages?.shell, drawPage, isKnown, onFailure, countPage });
  }
  server.use(() => {
    throw new ProblemError(PLATFORM_PROBLEMS.notFound);
  });
  server.use(errorHandler(app, refusals, errorFormats));
  return server;
}

/** Listens on the configured port (0: any free one). */
export async function startServer<AnyAct extends string, Caller extends KnownCaller>(
  options: HttpOptions<AnyAct, Caller>,
): Promise<RunningServer> {
  const { port, host } = options.app.config;
  const { app, sockets } = options;
  const closing = new AbortController();
  const limits = createRateLimits(options.app);
  const refusals = createRefusals(options.app);
  const answering = createExpress({ ...options, closing: closing.signal }, { limits, refusals });
  const server = createHttpServer(
    {
      requestTimeout: 60_000,
      headersTimeout: 20_000,
      keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
      maxHeaderSize: MAX_HEAD_BYTES,
      // Clients offer other protocols, too (`h2c`), and are content with plain HTTP.
      shouldUpgradeCallback: (request) => isUpgrade(sockets?.upgrades ?? [], request),
    },
    answering,
  );
  // As express finds the address of its own requests.
  const addressOf = (request: IncomingMessage) => (Object.setPrototypeOf(request, answering.request) as Request).ip ?? "";
  if (sockets) serveWebSockets(server, { app, ...sockets, limits, addressOf, closing: closing.signal });
  server.on("clientError", answerUnreadable(options.app));
  const inHand = new Set<ServerResponse>();
  server.on("request", (_request, response) => {
    inHand.add(response);
    response.once("close", () => inHand.delete(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const stop = async () => {
    await drain(server, inHand, closing);
    // While the database is still there.
    await refusals.stop();
  };
  return { port: bound, url: `http://127.0.0.1:${bound}`, stop };
}

/** A stream must go out as it is written. */
const isWorthCompressing: compression.CompressionFilter = (request, response) =>
  !String(response.getHeader("Content-Type")).startsWith("text/event-stream") && compression.filter(request, response);

async function drain(server: Server, inHand: Iterable<ServerResponse>, closing: AbortController): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  closing.abort();
  server.closeIdleConnections();
  // Each ends with its answer, and says so: kept, it would take further requests, and hold up the stop until it is cut.
  for (const response of inHand) response.shouldKeepAlive = false;
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS);
  await closed;
  clearTimeout(cut);
}

const refuseLongAddresses: express.RequestHandler = (request, _response, next) => {
  if (request.originalUrl.length <= MAX_ADDRESS_CHARACTERS) return next();
  throw new ProblemError(PLATFORM_PROBLEMS.uriTooLong, { detail: `The address has more than ${MAX_ADDRESS_CHARACTERS} characters.` });
};

function onlyMatching({ matches }: Pick<Route, "matches">): express.RequestHandler {
  return (request, _response, next) => (matches === undefined || matches(request.path) ? next() : next("route"));
}

function methodNotAllowed(routes: readonly Pick<Route, "path" | "method">[], path: string): express.RequestHandler {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  if (methods.includes("GET")) methods.push("HEAD");
  const allow = [...new Set([...methods, "OPTIONS"])].join(", ");
  return (request, response, next) => {
    // Its handler left the answer to the web page.
    if (methods.includes(request.method)) return next();
    if (request.method === "OPTIONS") {
      response.status(204).setHeader("Allow", allow).end();
      return;
    }
    throw new ProblemError(PLATFORM_PROBLEMS.methodNotAllowed, { detail: `Allowed: ${allow}.`, headers: { Allow: allow } });
  };
}

/** `/api/anchors/{index}` as express writes it; `{rest...}` takes all further segments. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\.\.\.\}/g, "*$1").replaceAll(/\{(\w+)\}/g, ":$1");
}
