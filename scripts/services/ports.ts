import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Above what services are known by, and below what Linux, macOS and Windows give to those who connect: a connection to elsewhere takes none of these. */
const FREE = { from: 10_240, to: 32_768 };
const ATTEMPTS = 100;

/**
 * A port that nobody listens on now. Somebody else may take it before it is used: callers try again.
 *
 * @throws {Error} when none of many could be listened on
 */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  let problem: string | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(FREE.from, FREE.to);
    problem = await whyNotListen(port, host);
    if (problem === null) return port;
  }
  throw new Error(`none of ${ATTEMPTS} ports of ${host} is free: ${problem}`);
}

/** Why a server could not listen on this port now, as the system's code such as EADDRINUSE; null when it could. */
export async function whyNotListen(port: number, host = "127.0.0.1"): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
