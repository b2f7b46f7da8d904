import type { Signer } from "ethers";
import { word, type System } from "./fixture.ts";
import { digestOf, NEVER, sign, type Message } from "./signing.ts";

export type Account = Signer & { address: string };

export const UNIT = word("unit");
export const CONTENTS = word("contents");
export const REASON = word("reason");

/** Terms of a handover of `UNIT`, as typed data; whatever a test does not care about has a fair value. */
export function terms(from: { address: string }, to: { address: string }, changes: Message = {}) {
  return { unit: UNIT, from: from.address, to: to.address, seq: 0n, docHash: CONTENTS, deadline: NEVER, ...changes };
}

/** What `from` and `to` sign when they agree. */
export async function cosigned(chain: System["chain"], from: Account, to: Account, changes: Message = {}): Promise<[string, string]> {
  const message = terms(from, to, changes);
  return [await sign(from, chain, "Handover", message), await sign(to, chain, "Handover", message)];
}

export async function handoverDigest(chain: System["chain"], from: Account, to: Account, changes: Message = {}): Promise<string> {
  return digestOf(chain, "Handover", terms(from, to, changes));
}

/** `UNIT` under alice's custody. */
export async function opened(system: System): Promise<System> {
  await system.chain.connect(system.alice).open(UNIT, CONTENTS);
  return system;
}

export const NONE = 0n;
export const OPEN = 1n;
export const CLOSED = 2n;

/** The slot as a plain list, to compare with one. */
export async function custodyOf(chain: System["chain"], unit: string = UNIT): Promise<[string, bigint, bigint]> {
  const { holder, seq, status } = await chain.custodyOf(unit);
  return [holder, seq, status];
}
