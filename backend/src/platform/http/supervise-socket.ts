import type { WebSocket } from "ws";
import { ProblemError } from "../errors.ts";

/** Proxies let quieter connections go, and a reader that is gone is noticed within two of these. */
const HEARTBEAT_MILLISECONDS = 10_000;
/** How long a closing handshake may take before the connection is cut. */
const FAREWELL_MILLISECONDS = 1_000;

/** Closes a connection, and cuts it when the other side does not answer that. */
export function endSocket(socket: WebSocket, code: number, reason = ""): void {
  socket.close(code, reason);
  const cut = setTimeout(() => socket.terminate(), FAREWELL_MILLISECONDS);
  socket.once("close", () => clearTimeout(cut));
}

/** The same for a problem: 4000 and its status. */
export function endWithProblem(socket: WebSocket, { problem, detail }: ProblemError): void {
  endSocket(socket, 4_000 + problem.status, detail.slice(0, 100));
}

/**
 * Looks after an open connection: pings it, cuts it when it no longer answers, and ends it when it sends anything or a check fails.
 *
 * @param check Made at every heartbeat; errors other than ProblemErrors are of the moment.
 * @returns aborted when the connection is over
 */
export function superviseSocket(socket: WebSocket, check: () => Promise<void>): AbortSignal {
  const over = new AbortController();
  let hasAnswered = true;
  const beat = setInterval(() => {
    if (!hasAnswered) return socket.terminate();
    hasAnswered = false;
    socket.ping();
    check().catch((error: unknown) => void (error instanceof ProblemError && endWithProblem(socket, error)));
  }, HEARTBEAT_MILLISECONDS);
  socket.on("pong", () => (hasAnswered = true));
  socket.on("message", () => endSocket(socket, 1008, "Nothing is taken here."));
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearInterval(beat);
    over.abort();
  });
  return over.signal;
}
