import { join } from "node:path";
import type { PinPlace } from "@waybill/protocol/schemas/api/documents";
import type { App } from "../../../platform/app.ts";
import type { BlockStore } from "./block-store.ts";
import { embeddedBlocks } from "./embedded-blocks.ts";
import { kuboBlocks } from "./kubo-blocks.ts";

/** Where files are kept. `here` always comes first: what is acknowledged lies on this disk before anything else happens. */
export interface Place {
  name: PinPlace;
  store: BlockStore;
}

/** The places that the configuration names. */
export function placesOf(app: App): Place[] {
  const { home, documents } = app.config;
  const places: Place[] = [{ name: "here", store: embeddedBlocks(join(home, "blocks")) }];
  if (documents.ipfsApiUrl !== null) places.push({ name: "node", store: kuboBlocks(documents.ipfsApiUrl) });
  if (documents.secondPinUrl !== null) places.push({ name: "second", store: kuboBlocks(documents.secondPinUrl) });
  return places;
}

/** The same stores for reading: one that is away has nothing, and the next is asked. */
export function readersOf(app: App, places: readonly Place[]): BlockStore[] {
  return places.map(({ name, store }) => ({
    ...store,
    async get(cid) {
      try {
        return await store.get(cid);
      } catch (error) {
        app.log.warn({ err: error, place: name, cid: cid.toString() }, "a store did not answer for a block");
        return null;
      }
    },
  }));
}
