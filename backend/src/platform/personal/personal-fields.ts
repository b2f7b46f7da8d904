import { createHmac } from "node:crypto";
import type { Config } from "../../config/config.ts";
import { decrypt, encrypt } from "../aes-gcm.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../ids.ts";
import { openDataKeys } from "./data-keys.ts";
import { ensureWrappingKeys, openWrappingKeys } from "./wrapping-keys.ts";

/** Every column of the shop that is kept sealed, under the name it goes by; in the database it ends in `_sealed`. */
export const SEALED_COLUMNS = [
  "person_passwords.email",
  "person_totp.secret",
  "sessions.device",
  "passkeys.name",
  "reports.contact",
  "legal_holds.reason",
  "orders.delivery",
] as const;
export type SealedColumn = (typeof SEALED_COLUMNS)[number];
/** Those of a warehouse's own database. */
export type WarehouseSealedColumn = "shipments.delivery" | "staff.name";

/** What is told about people, kept so that destroying one key makes it unreadable wherever copies of it are. */
export interface PersonalFields {
  /**
   * Encrypts a text under the key of its owner, which is made when there is none yet.
   *
   * @param owner id of a person, of what somebody unknown has told: `report:…`, or, in a warehouse, of one label: `shipment:…`, or of somebody of its staff: `staff:…`
   * @throws when the owner was erased
   */
  seal(column: SealedColumn | WarehouseSealedColumn, owner: string, text: string): Buffer;
  /** The text; null where there is none, or none any more. @throws when the keys are not those of this database, or the row was changed */
  open(column: SealedColumn | WarehouseSealedColumn, owner: string, sealed: Buffer | null): string | null;
  /** Under which a text is found without being read: HMAC-SHA256 in hex, under a key of its own. `mark`: of the keys themselves. */
  index(kind: "email" | "attempts" | "staff" | "mark", text: string): string;
  /** Makes everything of an owner unreadable, for ever, in all copies of the database. The same again changes nothing. */
  destroy(owner: string): void;
  /** Those whose fields were destroyed, here or before a dump was restored. */
  destroyed(): string[];
}

/** Opens the keys that the configuration names; where there are none yet, they are made. */
export function openPersonalFields(config: Pick<Config, "personal">, { clock, random }: { clock: Clock; random: Random }): PersonalFields {
  const { keyFile, dataKeys: folder } = config.personal;
  ensureWrappingKeys(keyFile, clock.now());
  const wrapping = openWrappingKeys(keyFile);
  const keys = openDataKeys({ folder, wrapping, random });
  return {
    seal: (column, owner, text) => encrypt(random, keys.ensure(owner), boundTo(column, owner), Buffer.from(text)),
    open(column, owner, sealed) {
      if (sealed === null) return null;
      const key = keys.find(owner);
      return key === null ? null : decrypt(key, boundTo(column, owner), sealed).toString("utf8");
    },
    index: (kind, text) => createHmac("sha256", wrapping().index).update(`${kind}\n${text}`).digest("hex"),
    destroy: (owner) => keys.destroy(owner),
    destroyed: () => keys.destroyed(),
  };
}

function boundTo(column: SealedColumn | WarehouseSealedColumn, owner: string): string {
  return `waybill personal field\n${column}\n${owner}`;
}
