import type { Act } from "@waybill/protocol/permissions/table";
import type { Principal } from "./principal.ts";

/** A request to open a WebSocket. */
export interface UpgradeRequest {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  header(name: string): string | undefined;
  principal: Principal;
  traceId: string;
}

/** The way to whoever is connected. */
export interface Outlet {
  /** Resolves when the text has left for the network: who waits for it never holds more than one text for a slow reader. */
  send(text: string): Promise<void>;
  /** Aborted when either side closes. */
  signal: AbortSignal;
}

/**
 * A WebSocket endpoint. Always for organisations: a bearer token in `Authorization`, or, from browsers, which cannot set that, a
 * subprotocol `bearer.<token>` beside `epcis`.
 */
export interface Upgrade {
  /** OpenAPI style, as of routes; the same address may have a route for plain requests. */
  path: string;
  /** What whoever connects does, as of routes. */
  act: Act;
  /** Checks the request; what it throws is answered as to any other. */
  open(request: UpgradeRequest): Promise<Connection>;
}

/** An open WebSocket. A ProblemError from either function closes it with 4000 and the problem's status. */
export interface Connection {
  /** Of the answer that opens it. */
  headers?: Readonly<Record<string, string>>;
  /** Sends all there is to send; the WebSocket is closed when that is done. */
  serve(outlet: Outlet): Promise<void>;
  /** Asked every few seconds: whether there is still a reason to be connected. */
  check(): Promise<void>;
}
