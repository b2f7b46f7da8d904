import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Json } from "@waybill/protocol/hashing/lossless-json";
import { CID } from "multiformats/cid";
import { kuboBlockStore, localBlockStore } from "../../src/modules/documents/block-stores.ts";
import { contentIdOf, parseContentId } from "../../src/modules/documents/content-id.ts";
import { createDocuments } from "../../src/modules/documents/create-documents.ts";
import { createDocumentsService } from "../../src/modules/documents/documents.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";

const MANIFEST: Json = { items: [{ subject: "https://id.gs1.org/01/09506000134352/10/LOT1", quantity: "25" }], salt: "0x01" };

/** The two calls of Kubo's HTTP API that are used, on blocks in memory. */
async function startFakeKubo(): Promise<{ url: string; blocks: Map<string, Buffer>; server: Server }> {
  const blocks = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://kubo");
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      void (async () => {
        if (url.pathname === "/api/v0/block/put") {
          const bytes = partOf(Buffer.concat(chunks));
          const id = await contentIdOf(bytes);
          blocks.set(id, bytes);
          response.setHeader("Content-Type", "application/json").end(JSON.stringify({ Key: id, Size: bytes.length }));
        } else {
          const block = blocks.get(url.searchParams.get("arg") ?? "");
          if (block) response.end(block);
          else
            response
              .writeHead(500, { "Content-Type": "application/json" })
              .end(JSON.stringify({ Message: "block was not found locally", Code: 0 }));
        }
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, blocks, server };
}

/** The one file of a multipart body. */
function partOf(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf("\r\n"));
  const start = body.indexOf("\r\n\r\n") + 4;
  return body.subarray(start, body.indexOf(Buffer.concat([Buffer.from("\r\n"), boundary]), start));
}

describe("documents", () => {
  it("have the content id that IPFS gives to the same raw block", async () => {
    // `echo -n "hello" | ipfs block put --cid-codec raw`
    expect(await contentIdOf(new TextEncoder().encode("hello"))).to.equal("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
  });

  it("know no other kind of content id", () => {
    for (const id of [
      "",
      "hello",
      "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
      "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
      "../../etc/passwd",
    ])
      expect(parseContentId(id), id).to.equal(null);
  });

  describe("kept here", () => {
    let backend: TestBackend;
    before(async () => {
      backend = await startTestBackend();
    });
    after(() => backend.stop());

    const put = () => inTransaction(backend.app, (ctx) => createDocuments({ app: backend.app }).store.putJson(ctx, MANIFEST));

    it("come back byte for byte, by their content id, for ever", async () => {
      const id = await put();
      const answer = await backend.request("GET", `/api/documents/${id}`);
      expect(answer.status).to.equal(200);
      expect(await contentIdOf(new TextEncoder().encode(answer.text))).to.equal(id);
      expect(answer.json()).to.deep.equal(MANIFEST);
      expect(answer.headers.get("cache-control")).to.include("immutable");
    });

    it("have one id however their members are ordered", async () => {
      const store = createDocuments({ app: backend.app }).store;
      const reordered = Object.fromEntries(Object.entries(MANIFEST as Record<string, Json>).reverse());
      expect(await inTransaction(backend.app, (ctx) => store.putJson(ctx, reordered))).to.equal(await put());
    });

    it("are refused when their file was changed", async () => {
      const id = await put();
      await writeFile(join(backend.app.config.home, "blocks", id), "forged");
      expectProblem(await backend.request("GET", `/api/documents/${id}`), 503, "documents.wrong-bytes");
      await put();
    });

    it("are unknown, or not even an id", async () => {
      const unknown = await contentIdOf(new Uint8Array([1, 2, 3]));
      expectProblem(await backend.request("GET", `/api/documents/${unknown}`), 404, "documents.unknown");
      expectProblem(await backend.request("GET", "/api/documents/..%2f..%2fetc%2fpasswd"), 400, "documents.invalid-id");
    });
  });

  describe("with an IPFS node", () => {
    let backend: TestBackend;
    let kubo: Awaited<ReturnType<typeof startFakeKubo>>;
    before(async () => {
      kubo = await startFakeKubo();
      backend = await startTestBackend({ IPFS_API_URL: kubo.url });
    });
    after(async () => {
      await backend.stop();
      kubo.server.closeAllConnections();
      kubo.server.close();
    });

    it("are given to the node by a job that their transaction wrote", async () => {
      const { store } = createDocuments({ app: backend.app });
      const id = await inTransaction(backend.app, (ctx) => store.putJson(ctx, MANIFEST));
      const block = await waitFor("the pin", () => kubo.blocks.get(id));
      expect(JSON.parse(block.toString("utf8"))).to.deep.equal(MANIFEST);
    });

    it("are asked from the node when they are not here, and refused when it lies", async () => {
      const bytes = Buffer.from('{"from":"elsewhere"}');
      const id = await contentIdOf(bytes);
      kubo.blocks.set(id, bytes);
      expect((await backend.request("GET", `/api/documents/${id}`)).json()).to.deep.equal({ from: "elsewhere" });
      kubo.blocks.set(id, Buffer.from('{"from":"a liar"}'));
      expectProblem(await backend.request("GET", `/api/documents/${id}`), 503, "documents.wrong-bytes");
    });

    it("are unknown while the node is away and they are not here", async () => {
      const service = createDocumentsService({
        app: backend.app,
        local: localBlockStore(join(backend.app.config.home, "empty")),
        remote: kuboBlockStore("http://127.0.0.1:1"),
      });
      const id = await contentIdOf(new Uint8Array([9]));
      const error = await service.get(id).catch((thrown: unknown) => thrown);
      expect(error).to.have.nested.property("problem.code", "documents.unknown");
      expect(CID.parse(id).version).to.equal(1);
    });
  });
});
