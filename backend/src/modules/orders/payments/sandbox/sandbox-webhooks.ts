import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { App } from "../../../../platform/app.ts";
import { keysFor } from "../../../../platform/sealed-secret.ts";

const PURPOSE = "waybill sandbox webhooks";
const TOLERANCE_SECONDS = 300;
const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

const message = z.object({ id: z.string().min(1).max(200), reference: z.string().min(1).max(64) });

/** A message of the sandbox, and the header under which it is sent: HMAC-SHA256 over the time and the bytes of the body. */
export function signWebhook(
  { config, clock }: Pick<App, "config" | "clock">,
  told: z.infer<typeof message>,
): { raw: string; signature: string } {
  const [key = Buffer.alloc(0)] = keysFor(config.documents.key, PURPOSE);
  const [raw, seconds] = [JSON.stringify(told), Math.floor(clock.now().getTime() / 1_000)];
  return { raw, signature: `t=${seconds},v1=${markOf(key, seconds, raw).toString("hex")}` };
}

/** What a message says; null unless the sandbox has signed these bytes within five minutes. */
export function readWebhook(
  { config, clock }: Pick<App, "config" | "clock">,
  raw: string,
  signature: string,
): z.infer<typeof message> | null {
  const [, time, mark] = HEADER.exec(signature) ?? [];
  const seconds = Number(time);
  if (mark === undefined || Math.abs(clock.now().getTime() / 1_000 - seconds) > TOLERANCE_SECONDS) return null;
  const given = Buffer.from(mark, "hex");
  const isSigned = keysFor(config.documents.key, PURPOSE).some((key) => timingSafeEqual(markOf(key, seconds, raw), given));
  return isSigned ? message.parse(JSON.parse(raw)) : null;
}

function markOf(key: Buffer, seconds: number, raw: string): Buffer {
  return createHmac("sha256", key).update(`${seconds}.${raw}`).digest();
}
