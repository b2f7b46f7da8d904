import { createServer } from "node:net";

/** Listens for a moment on a port of this machine and returns it; 0 means: any that is free. */
function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** A port that nobody listens on now. Somebody else may take it before it is used: callers try again. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return listenOnce(0, host);
}

/** Why a server could not listen on this port now, as the system's code such as EADDRINUSE; null when it could. */
export async function whyNotListen(port: number, host = "127.0.0.1"): Promise<string | null> {
  return listenOnce(port, host).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}
