import { readFile } from "node:fs/promises";
import { canonicalJson } from "@waybill/protocol/hashing/canonical-json";
import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import type { Json } from "@waybill/protocol/hashing/lossless-json";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Upload } from "../../platform/http/route.ts";
import { addJob } from "../../platform/jobs.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { cutFile, readFileOf, WrongBlock, type CutFile } from "./blocks/files.ts";
import { readersOf, type Place } from "./blocks/places.ts";
import { contentIdIn } from "./content-id.ts";
import { DOCUMENT_PROBLEMS } from "./documents.errors.ts";
import type { RegisteredAccounts } from "./documents.ports.ts";
import {
  announceFile,
  blocksOf,
  documentsWithId,
  eraseDocument,
  findSameDocument,
  insertDocument,
  lockOwner,
  usedBytes,
  type DocumentRow,
} from "./documents.store.ts";
import { REMOVE_TASK, type Pins } from "./pins/pins.service.ts";
import { accountBehind, type Caller } from "./upload/consent.ts";
import { fittingName } from "./upload/file-name.ts";
import { fileTypeOf } from "./upload/file-type.ts";
import { scan } from "./upload/scan.ts";
import { sealFile, unwrapKey, wrapKey } from "./upload/seal.ts";
import { inTurns } from "./upload/turns.ts";

/** Uploads that are read into memory at once. */
const UPLOADS_AT_ONCE = 2;

/** A file that an organisation wants kept. */
export interface NewDocument {
  upload: Upload;
  name: string;
  isPublic: boolean;
  /** The sender's word for what it is; decides between kinds of text only. */
  declaredType: string;
}

/** Keeps JSON by what it is: the same value has the same id wherever it is kept. */
export interface ContentStore {
  /** Keeps a JSON value in its RFC 8785 form and answers its content id. Copies are made soon after. */
  putJson(ctx: Ctx, value: Json): Promise<string>;
  /**
   * The bytes with this id: the file, or what a private one is encrypted to.
   *
   * @throws {ProblemError} `documents.unknown`, or `documents.wrong-bytes` when stores answer with others
   */
  get(id: string): Promise<Uint8Array>;
}

export interface DocumentsService extends ContentStore {
  /** Keeps a file for the organisation that stands behind the request. The same file again is the same document. */
  keep(document: NewDocument, caller: Caller, traceId: string): Promise<{ row: DocumentRow; isNew: boolean }>;
  /** The key of a private document, for its owner alone. */
  keyOf(cid: string, caller: Caller): Promise<Buffer>;
  /** Destroys the key of a private document; what was encrypted is deleted soon after. */
  erase(cid: string, caller: Caller, traceId: string): Promise<void>;
}

export interface DocumentsParts {
  app: App;
  places: readonly Place[];
  pins: Pins;
  verifySignature: VerifySignature;
  chain: () => RegisteredAccounts;
}

export function createDocumentsService({ app, places, pins, verifySignature, chain }: DocumentsParts): DocumentsService {
  const turns = inTurns(UPLOADS_AT_ONCE);
  const manager = { tx: app.db.dataSource.manager };
  const { key: serverKeys, quotaBytes, scannerUrl } = app.config.documents;
  const behind = (caller: Caller, wanted: Parameters<typeof accountBehind>[2]) => accountBehind({ app, verifySignature }, caller, wanted);

  async function writeHere({ blocks }: CutFile): Promise<void> {
    for (const { cid, bytes } of blocks) await places[0]?.store.put(cid, bytes);
  }

  async function checkRegistered(account: Address): Promise<void> {
    const actor = (await chain().actorsByAccount(manager, [account])).get(account);
    if (!actor) await chain().requireUpToDate(manager);
    if (!actor || actor.revokedAt) throw new ProblemError(DOCUMENT_PROBLEMS.notRegistered);
  }

  async function checkRoom(ctx: Pick<Ctx, "tx">, account: Address, bytes: Buffer): Promise<void> {
    if ((await usedBytes(ctx, account)) + bytes.length > quotaBytes) throw new ProblemError(DOCUMENT_PROBLEMS.quota);
  }

  async function checkClean(bytes: Buffer): Promise<void> {
    if (scannerUrl === null) return;
    const { found } = await scan(scannerUrl, bytes).catch((error: unknown) => {
      app.log.error({ err: error }, "a file could not be scanned for malware, and is not kept");
      throw new ProblemError(DOCUMENT_PROBLEMS.notScanned);
    });
    if (found !== null) throw new ProblemError(DOCUMENT_PROBLEMS.malware, { detail: `The scanner calls it ${found}.` });
  }

  /** The owner's own row; others learn no more than that it is not theirs. */
  async function ownPrivate(ctx: Pick<Ctx, "tx">, cid: string, account: Address): Promise<DocumentRow> {
    const rows = await documentsWithId(ctx, cid);
    if (rows.length === 0) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
    const own = rows.find((row) => row.account === account);
    if (!own) throw new ProblemError(DOCUMENT_PROBLEMS.notYours);
    return own;
  }

  async function keepBytes(bytes: Buffer, account: Address, document: NewDocument, traceId: string) {
    const { isPublic, upload, name } = document;
    const mediaType = fileTypeOf(bytes, document.declaredType);
    if (mediaType === null) throw new ProblemError(DOCUMENT_PROBLEMS.wrongType);
    const own = { account, sha256: upload.sha256, isPublic };
    const same = await findSameDocument(manager, own);
    if (same) return { row: same, isNew: false };
    await checkClean(bytes);
    const seal = isPublic ? null : sealFile(app.random, bytes);
    const file = await cutFile(seal?.sealed ?? bytes);
    const cid = file.cid.toString();
    const blocks = file.blocks.map((block) => block.cid.toString());
    // Before anything is written, and again under the lock, for those that come at once.
    await checkRoom(manager, account, bytes);
    await inTransaction(app, (ctx) => announceFile(ctx, { cid, blocks, isManifest: false }), { traceId });
    await writeHere(file);
    return inTransaction(
      app,
      async (ctx) => {
        await lockOwner(ctx, account);
        const meanwhile = await findSameDocument(ctx, own);
        if (meanwhile) return { row: meanwhile, isNew: false };
        await checkRoom(ctx, account, bytes);
        const wrappedKey = seal && wrapKey(app.random, serverKeys, cid, seal.key);
        await insertDocument(ctx, { ...own, cid, name: fittingName(name, mediaType), mediaType, sizeBytes: bytes.length, wrappedKey });
        await pins.request(ctx, cid);
        const row = await findSameDocument(ctx, own);
        if (!row) throw new Error("a document that was just stored exists");
        return { row, isNew: true };
      },
      { traceId },
    );
  }

  return {
    async get(id) {
      const cid = contentIdIn(id);
      // A node would look for anything in all of IPFS, for anybody who asks.
      if ((await blocksOf(manager, cid.toString())) === null) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
      try {
        const bytes = await readFileOf(readersOf(app, places), cid);
        if (!bytes) throw new ProblemError(DOCUMENT_PROBLEMS.unknown);
        return bytes;
      } catch (error) {
        if (!(error instanceof WrongBlock)) throw error;
        app.log.error({ err: error, cid: id }, "a store gave back bytes that do not hash to their content id");
        throw new ProblemError(DOCUMENT_PROBLEMS.wrongBytes);
      }
    },

    async putJson(ctx, value) {
      const file = await cutFile(new TextEncoder().encode(canonicalJson(value)));
      const cid = file.cid.toString();
      await announceFile(ctx, { cid, blocks: file.blocks.map((block) => block.cid.toString()), isManifest: true });
      await writeHere(file);
      await pins.request(ctx, cid);
      return cid;
    },

    async keep(document, caller, traceId) {
      const { upload, isPublic } = document;
      if (upload.sizeBytes === 0) throw new ProblemError(DOCUMENT_PROBLEMS.empty);
      const account = await behind(caller, [{ request: isPublic ? "publish" : "keep", document: niLinkOf(upload.sha256) }]);
      await checkRegistered(account);
      return turns(async () => keepBytes(await readFile(upload.path), account, document, traceId));
    },

    async keyOf(cid, caller) {
      contentIdIn(cid);
      const [first] = await documentsWithId(manager, cid);
      // Who has just brought the file signed for its keeping, and need not sign again to see the key.
      const account = await behind(caller, [
        { request: "read", document: ipfsLinkOf(cid) },
        ...(first ? [{ request: "keep", document: niLinkOf(first.sha256) } as const] : []),
      ]);
      const row = await ownPrivate(manager, cid, account);
      if (row.erasedAt) throw new ProblemError(DOCUMENT_PROBLEMS.erased);
      if (!row.wrappedKey) throw new ProblemError(DOCUMENT_PROBLEMS.noKey);
      return unwrapKey(serverKeys, cid, row.wrappedKey);
    },

    async erase(cid, caller, traceId) {
      contentIdIn(cid);
      const account = await behind(caller, [{ request: "erase", document: ipfsLinkOf(cid) }]);
      await inTransaction(
        app,
        async (ctx) => {
          const row = await ownPrivate(ctx, cid, account);
          if (row.isPublic) throw new ProblemError(DOCUMENT_PROBLEMS.publicForEver);
          if (row.erasedAt) return;
          await eraseDocument(ctx, row);
          record(ctx, { action: "document.erased", by: caller.principal ?? account, subject: cid });
          await addJob(ctx, REMOVE_TASK, { id: cid }, { jobKey: `remove:${cid}` });
        },
        { traceId },
      );
    },
  };
}
