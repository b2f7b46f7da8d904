import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line to a server that can be made worse at any moment. */
export interface TcpProxy {
  port: number;
  /** Time each chunk takes on top, in both directions. */
  setLatency(milliseconds: number): void;
  /** Refuses new connections and closes those that are open; `restore` takes it back. */
  cut(): void;
  /** The same, but with a reset in the place of an orderly end. */
  reset(): void;
  /** Nothing passes, nothing ends: what a dead router does. */
  freeze(): void;
  restore(): void;
  stop(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** @param target Port of the server behind, on the loopback interface; asked for each connection, so that the server may move. */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let latencyMilliseconds = 0;
  let isCut = false;
  let isFrozen = false;

  const pass = (from: Socket, to: Socket): void => {
    from.on("data", (chunk) => {
      const write = (): void => void (to.writable && to.write(chunk));
      // Equal delays keep the order: timers of one length fire in the order in which they were set.
      if (latencyMilliseconds > 0) setTimeout(write, latencyMilliseconds);
      else write();
    });
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const server = createServer({ pauseOnConnect: false }, (client) => {
    if (isCut) return void client.resetAndDestroy();
    const pair: Pair = { client, server: connect(target(), "127.0.0.1") };
    pairs.add(pair);
    client.on("close", () => pairs.delete(pair));
    pass(client, pair.server);
    pass(pair.server, client);
    if (isFrozen) freezePair(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const end = (how: (socket: Socket) => void): void => {
    for (const { client, server: behind } of pairs) {
      how(client);
      behind.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    setLatency: (milliseconds) => (latencyMilliseconds = milliseconds),
    cut() {
      isCut = true;
      end((socket) => socket.destroy());
    },
    reset() {
      isCut = true;
      end((socket) => socket.resetAndDestroy());
    },
    freeze() {
      isFrozen = true;
      pairs.forEach(freezePair);
    },
    restore() {
      isCut = isFrozen = false;
      latencyMilliseconds = 0;
      for (const { client, server: behind } of pairs) {
        client.resume();
        behind.resume();
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        end((socket) => socket.destroy());
      }),
  };
}

function freezePair({ client, server }: Pair): void {
  client.pause();
  server.pause();
}
