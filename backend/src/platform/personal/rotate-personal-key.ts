import type { Config } from "../../config/config.ts";
import { systemRandom } from "../ids.ts";
import { openDataKeys } from "./data-keys.ts";
import { addWrappingKey, dropWrappingKeys, openWrappingKeys } from "./wrapping-keys.ts";

/**
 * Wraps all keys of people under a new key, and forgets the keys before. Running processes follow by themselves. Stopped on the way, all keys
 * are still good, and the next time finishes it. Returns the id of the new key.
 *
 * @throws Error with one sentence when the files are not there or not ours
 */
export function rotatePersonalKey({ keyFile, dataKeys: folder }: Config["personal"], now: Date): string {
  const { id } = addWrappingKey(keyFile, now);
  const keys = openDataKeys({ folder, wrapping: openWrappingKeys(keyFile), random: systemRandom });
  dropWrappingKeys(keyFile, keys.rewrap());
  return id;
}
