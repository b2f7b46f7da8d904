import type { Figure } from "./figure.ts";
import { measureRouting } from "./orders/routing.ts";

/** Which warehouse ships what: how long that takes to decide, and what it saves. */
export async function measure(seed: number): Promise<Figure[]> {
  return measureRouting(seed);
}
