import { canonicalJson } from "@waybill/protocol/hashing/canonical-json";
import type { Json } from "@waybill/protocol/hashing/lossless-json";
import type { CID } from "multiformats/cid";
import type { App } from "../../platform/app.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { addJob } from "../../platform/jobs.ts";
import type { BlockStore } from "./block-stores.ts";
import { contentIdOf, parseContentId } from "./content-id.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";

/** Task that gives a block to the IPFS node. */
export const PIN_TASK = "documents:pin";

/** Keeps documents by what they are: the same document has the same id wherever it is kept. */
export interface ContentStore {
  /** Keeps a JSON value in its RFC 8785 form and answers its content id. With an IPFS node it is pinned there soon after. */
  putJson(ctx: Pick<Ctx, "tx">, value: Json): Promise<string>;
  /**
   * The bytes with this id.
   *
   * @throws {ProblemError} `documents.unknown`, or `documents.wrong-bytes` when a store answers with others
   */
  get(id: string): Promise<Uint8Array>;
}

export interface Documents extends ContentStore {
  pin(id: string): Promise<void>;
}

/** Blocks always stay here first; the IPFS node, when there is one, gets a copy by a job and is asked for what is missing. */
export function createDocumentsService({ app, local, remote }: { app: App; local: BlockStore; remote: BlockStore | null }): Documents {
  async function checked(cid: CID, bytes: Uint8Array | null): Promise<Uint8Array | null> {
    if (bytes === null || (await contentIdOf(bytes)) === cid.toString()) return bytes;
    app.log.error({ cid: cid.toString() }, "a store gave back bytes that do not hash to their content id");
    throw new ProblemError(DOCUMENT_PROBLEMS.wrongBytes);
  }

  async function get(id: string): Promise<Uint8Array> {
    const cid = parseContentId(id);
    if (!cid) throw new ProblemError(DOCUMENT_PROBLEMS.invalidId);
    const bytes = (await checked(cid, await local.get(cid))) ?? (await checked(cid, await fromRemote(cid)));
    if (!bytes) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
    return bytes;
  }

  async function fromRemote(cid: CID): Promise<Uint8Array | null> {
    if (!remote) return null;
    try {
      return await remote.get(cid);
    } catch (error) {
      app.log.warn({ err: error, cid: cid.toString() }, "the IPFS node did not give the document");
      return null;
    }
  }

  return {
    get,
    async putJson(ctx, value) {
      const bytes = new TextEncoder().encode(canonicalJson(value));
      const id = await contentIdOf(bytes);
      const cid = parseContentId(id);
      if (!cid) throw new Error("our own content id is well formed");
      await local.put(cid, bytes);
      if (remote) await addJob(ctx, PIN_TASK, { id }, { jobKey: `pin:${id}` });
      return id;
    },
    async pin(id) {
      const cid = parseContentId(id);
      if (cid && remote) await remote.put(cid, await get(id));
    },
  };
}
