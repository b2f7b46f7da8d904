import type { PinPlace } from "@waybill/protocol/schemas/api/documents";
import type { CID } from "multiformats/cid";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";
import { readBlock } from "../blocks/files.ts";
import { readersOf, type Place } from "../blocks/places.ts";
import { cidsOf, contentIdIn } from "../content-id.ts";
import { blocksOf, ownBlocks, takeAbandoned } from "../documents.store.ts";
import { duePins, expectPins, notePin } from "./pins.store.ts";

/** Task that puts a copy of a file where it should be. */
export const PIN_TASK = "documents:pin";
/** Task that takes a file away from everywhere after its key was destroyed. */
export const REMOVE_TASK = "documents:remove";
/** Task that looks whether copies are still there, and puts them back. */
export const CHECK_TASK = "documents:check-pins";
/** Task that deletes what uploads left behind that never ended. */
export const SWEEP_TASK = "documents:sweep";

/** Each copy is looked at about this often. */
const CHECK_MILLISECONDS = 3_600_000;
/** Copies that one round looks at; rounds come every five minutes. */
const CHECKS_PER_ROUND = 500;
/** No upload takes as long. */
const ABANDONED_MILLISECONDS = 3_600_000;

class LostBlock extends Error {
  override name = "LostBlock";
}

export interface Pins {
  /** Copies of a file will be made wherever they are not yet. Part of the transaction that keeps the file. */
  request(ctx: Ctx, cid: string): Promise<void>;
  /** Every copy of a file is looked for, and made where it is not. False when there is no such file, or it was taken away. */
  renew(ctx: Ctx, cid: string): Promise<boolean>;
  /** Makes sure of one copy; every block is hashed on its way. Throws when that fails, and its job tries again. */
  pin(cid: string, place: PinPlace): Promise<void>;
  checkDue(): Promise<void>;
  remove(cid: string): Promise<void>;
  sweep(): Promise<void>;
}

export function createPins(app: App, places: readonly Place[]): Pins {
  const names = places.map(({ name }) => name);
  const manager = { tx: app.db.dataSource.manager, clock: app.clock };

  /** A lost copy is made again out of the other places, so that is the order of reading. */
  async function copy(root: CID, blocks: readonly CID[], { name, store }: Place): Promise<void> {
    const sources = readersOf(
      app,
      [...places].sort((a, b) => Number(a.name === name) - Number(b.name === name)),
    );
    for (const cid of blocks) {
      const bytes = await readBlock(sources, cid);
      if (bytes === null) throw new LostBlock(`block ${cid.toString()} of ${root.toString()} is nowhere`);
      await store.put(cid, bytes);
    }
    await store.pin(root);
  }

  async function pin(cid: string, placeName: PinPlace): Promise<void> {
    const place = places.find(({ name }) => name === placeName);
    const blocks = await blocksOf(manager, cid);
    if (!place || !blocks) return;
    const root = contentIdIn(cid);
    if (!(await place.store.hasPinned(root, cidsOf(blocks)))) {
      await notePin(manager, { cid, place: placeName }, false);
      await copy(root, cidsOf(blocks), place);
      // Erased meanwhile: whoever removes it may have been here before the copy was.
      if ((await blocksOf(manager, cid)) === null) return place.store.remove(root, cidsOf(await ownBlocks(manager, cid)));
    }
    await notePin(manager, { cid, place: placeName }, true);
  }

  /** Tells whether there may be more. */
  async function sweepSome(ctx: Ctx, before: Date): Promise<boolean> {
    const abandoned = await takeAbandoned(ctx, before);
    for (const cid of abandoned) {
      await places[0]?.store.remove(contentIdIn(cid), cidsOf(await ownBlocks(ctx, cid)));
      await ctx.tx.query("DELETE FROM stored_files WHERE cid = $1", [cid]);
    }
    return abandoned.length > 0;
  }

  return {
    pin,
    async request(ctx, cid) {
      await expectPins(ctx, names, cid);
      await notePin(ctx, { cid, place: "here" }, true);
      for (const place of names.slice(1)) await addJob(ctx, PIN_TASK, { id: cid, place }, { jobKey: `pin:${place}:${cid}` });
    },
    async renew(ctx, cid) {
      if ((await blocksOf(ctx, cid)) === null) return false;
      await expectPins(ctx, names, cid);
      for (const place of names) await addJob(ctx, PIN_TASK, { id: cid, place }, { jobKey: `pin:${place}:${cid}` });
      return true;
    },
    async checkDue() {
      await expectPins(manager, names);
      const before = new Date(app.clock.now().getTime() - CHECK_MILLISECONDS);
      const silent = new Set<PinPlace>();
      for (const due of await duePins(manager, names, before, CHECKS_PER_ROUND)) {
        if (silent.has(due.place)) continue;
        await pin(due.cid, due.place).catch((error: unknown) => {
          app.log.error({ err: error, ...due }, "a copy of a document is not where it should be, and cannot be put there");
          // A place that is away is away for all; a file that is lost, or lies on this disk, has troubles of its own.
          if (due.place !== "here" && !(error instanceof LostBlock)) silent.add(due.place);
        });
      }
    },
    async remove(cid) {
      // First the note, so that nothing is put back that was taken away.
      await manager.tx.query("UPDATE stored_files SET removed_at = $2 WHERE cid = $1", [cid, app.clock.now()]);
      const blocks = cidsOf(await ownBlocks(manager, cid));
      for (const { store } of places) await store.remove(contentIdIn(cid), blocks);
    },
    async sweep() {
      const before = new Date(app.clock.now().getTime() - ABANDONED_MILLISECONDS);
      while (await inTransaction(app, (ctx) => sweepSome(ctx, before)));
    },
  };
}
