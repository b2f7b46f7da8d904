import { resealRows, type Reseal } from "../../../platform/reseal-rows.ts";
import { unwrapKey, wrapKey } from "./seal.ts";

/** Wraps the keys of private documents under the newest key of the server. */
export const rewrapDocumentKeys: Reseal = (dataSource, random, serverKeys) =>
  resealRows(dataSource, {
    ...{ table: "documents", key: "cid", column: "wrapped_key" },
    again: (cid, wrapped) => wrapKey(random, serverKeys, cid, unwrapKey(serverKeys, cid, wrapped)),
  });
