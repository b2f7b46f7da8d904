import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { sha256 } from "multiformats/hashes/sha2";

/** Stands in for a Kubo node: the part of its RPC API that is used, with its answers and its errors, on blocks in memory. */
export interface FakeKubo {
  url: string;
  blocks: Map<string, Buffer>;
  /** Roots of recursive pins. */
  pins: Set<string>;
  /** Until it is switched on again it answers nothing but 503. */
  isAway: boolean;
  stop(): void;
}

type Answer = (query: URLSearchParams, body: Buffer) => Promise<string | Buffer>;

export async function startFakeKubo(): Promise<FakeKubo> {
  const blocks = new Map<string, Buffer>();
  const pins = new Set<string>();
  const argOf = (query: URLSearchParams) => CID.parse(query.get("arg") ?? "").toString();

  /** Kubo refuses to pin what it does not wholly have and cannot fetch. */
  const below = (root: CID): CID[] => {
    const block = blocks.get(root.toString());
    if (!block) throw new Error(`block was not found locally (offline): ipld: could not find ${root.toString()}`);
    return [root, ...(root.code === dagPb.code ? dagPb.decode(block).Links.flatMap((link) => below(link.Hash)) : [])];
  };
  const answers: Record<string, Answer> = {
    async "block/put"(query, body) {
      const bytes = partOf(body);
      const codec = query.get("cid-codec") ?? query.get("format");
      const cid = CID.createV1(codec === "raw" ? raw.code : dagPb.code, await sha256.digest(bytes));
      blocks.set(cid.toString(), bytes);
      return JSON.stringify({ Key: cid.toString(), Size: bytes.length });
    },
    async "block/get"(query) {
      const block = blocks.get(argOf(query));
      // Unless told otherwise, Kubo goes on asking the network.
      if (!block && query.get("offline") !== "true") return new Promise<Buffer>(() => undefined);
      if (!block) throw new Error(`block was not found locally (offline): ipld: could not find ${argOf(query)}`);
      return block;
    },
    async "pin/add"(query) {
      below(CID.parse(argOf(query)));
      pins.add(argOf(query));
      return JSON.stringify({ Pins: [argOf(query)] });
    },
    async "pin/ls"(query) {
      if (!pins.has(argOf(query))) throw new Error(`path '${argOf(query)}' is not pinned`);
      return JSON.stringify({ Keys: { [argOf(query)]: { Type: "recursive" } } });
    },
    async "pin/rm"(query) {
      if (!pins.delete(argOf(query))) throw new Error("not pinned or pinned indirectly");
      return JSON.stringify({ Pins: [argOf(query)] });
    },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://kubo");
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      if (kubo.isAway) return void response.writeHead(503).end();
      const answer = answers[url.pathname.replace("/api/v0/", "")];
      if (!answer) return void response.writeHead(404).end("404 page not found");
      answer(url.searchParams, Buffer.concat(pieces)).then(
        (body) => response.setHeader("Content-Type", typeof body === "string" ? "application/json" : "application/octet-stream").end(body),
        (error: unknown) =>
          response
            .writeHead(500, { "Content-Type": "application/json" })
            .end(JSON.stringify({ Message: (error as Error).message, Code: 0, Type: "error" })),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const kubo: FakeKubo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    blocks,
    pins,
    isAway: false,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return kubo;
}

/** The one file of a multipart body. */
function partOf(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf("\r\n"));
  const start = body.indexOf("\r\n\r\n") + 4;
  return body.subarray(start, body.indexOf(Buffer.concat([Buffer.from("\r\n"), boundary]), start));
}
