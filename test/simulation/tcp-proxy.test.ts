import { expect } from "chai";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

describe("the TCP proxy", () => {
  let server: Server;
  let proxy: TcpProxy;
  before(async () => {
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = await startTcpProxy(() => (server.address() as AddressInfo).port);
  });
  afterEach(() => proxy.restore());
  after(async () => {
    await proxy.stop();
    server.close();
  });

  function client(): { socket: Socket; received(): string; ended(): string } {
    let [received, ended] = ["", ""];
    const socket = connect(proxy.port, "127.0.0.1");
    socket.on("data", (chunk) => (received += chunk.toString()));
    socket.on("error", (error: NodeJS.ErrnoException) => (ended = error.code ?? "error"));
    socket.on("close", () => (ended ||= "closed"));
    return { socket, received: () => received, ended: () => ended };
  }
  const echoed = (one: ReturnType<typeof client>, text: string) => waitFor(() => one.received() === text, { what: `the echo of ${text}` });

  it("passes bytes both ways, also slowly and in order", async () => {
    const one = client();
    one.socket.write("a");
    await echoed(one, "a");
    proxy.setLatency(20);
    for (const letter of ["b", "c", "d"]) one.socket.write(letter);
    await echoed(one, "abcd");
    one.socket.destroy();
  });

  it("cuts and resets what is open, and refuses what is new, until restored", async () => {
    const [one, two] = [client(), client()];
    one.socket.write("a");
    two.socket.write("a");
    await echoed(one, "a");
    await echoed(two, "a");
    proxy.reset();
    await waitFor(() => one.ended() === "ECONNRESET" && two.ended() === "ECONNRESET", { what: "the reset" });
    const refused = client();
    await waitFor(() => refused.ended() !== "", { what: "the refusal" });
    proxy.restore();
    const three = client();
    three.socket.write("a");
    await echoed(three, "a");
    proxy.cut();
    await waitFor(() => three.ended() === "closed", { what: "the cut" });
  });

  it("holds everything back while frozen, and loses nothing", async () => {
    const one = client();
    one.socket.write("a");
    await echoed(one, "a");
    proxy.freeze();
    one.socket.write("b");
    // A second connection is accepted by the system and gets nothing either.
    const two = client();
    await new Promise((resolve) => two.socket.once("connect", resolve));
    two.socket.write("z");
    await new Promise((resolve) => setImmediate(resolve));
    expect([one.received(), two.received(), one.ended()]).to.deep.equal(["a", "", ""]);
    proxy.restore();
    await echoed(one, "ab");
    await echoed(two, "z");
    one.socket.destroy();
    two.socket.destroy();
  });
});
