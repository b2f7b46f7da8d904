import { randomBytes } from "node:crypto";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

export const randomHex32 = (): Hex32 => `0x${randomBytes(32).toString("hex")}` as Hex32;
