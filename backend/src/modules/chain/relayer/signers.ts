import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import type { Service } from "../../../platform/module.ts";
import { startLoop } from "../../../platform/loop.ts";
import { startRelayer } from "./relayer.ts";
import type { Sending } from "./sending.ts";
import { privateKeySigner, type Signer } from "./signer.ts";
import type { SenderRole } from "./transactions.store.ts";

const LOOK_MILLISECONDS = 1_000;

/** Who signs for each role. Read it anew each time: a key that lives in a file becomes another with the file. */
export type Signers = Readonly<Record<SenderRole, Signer>>;

export function signersOf(keys: Config["keys"]): Signers {
  let made: { key: Hex32; signer: Signer }[] = [];
  const signerOf = (role: SenderRole): Signer => {
    const key = keys[role].reveal();
    const known = made.find((one) => one.key === key);
    if (known) return known.signer;
    const signer = privateKeySigner(key);
    const present = Object.values(keys).map((secret) => secret.reveal());
    made = [...made.filter((one) => present.includes(one.key)), { key, signer }];
    return signer;
  };
  return {
    get relayer() {
      return signerOf("relayer");
    },
    get registrar() {
      return signerOf("registrar");
    },
  };
}

/** Each once: one key may play several roles. */
export function distinct(signers: Signers): Map<Signer["address"], Signer> {
  return new Map(Object.values(signers).map((signer) => [signer.address, signer]));
}

/** Sends for every key until stopped. Where a file brings another key, that one sends, and what the one before has signed is left to its heirs. */
export function startRelayers(sending: Omit<Sending, "signer">, signers: Signers): Service {
  const log = sending.app.log.child({ part: "relayer" });
  const running = new Map<Signer["address"], Service>();
  const loop = startLoop(async () => {
    const wanted = distinct(signers);
    for (const [address, relayer] of running) {
      if (wanted.has(address)) continue;
      running.delete(address);
      await relayer.stop();
      log.info({ sender: address }, "the key of this account is no longer used");
    }
    for (const [address, signer] of wanted) if (!running.has(address)) running.set(address, startRelayer({ ...sending, signer }));
    return LOOK_MILLISECONDS;
  });
  return {
    async stop() {
      await loop.stop();
      await Promise.all([...running.values()].map((relayer) => relayer.stop()));
    },
  };
}
