import type { PartName } from "../settings.ts";
import { calls, roundTrip } from "./calls.ts";
import { dense } from "./dense.ts";
import { kill } from "./kill.ts";
import { live } from "./live.ts";
import { lying } from "./lying.ts";
import { memory } from "./memory.ts";
import { pair } from "./pair.ts";
import type { Part } from "./part.ts";
import { reorg } from "./reorg.ts";
import { replaced } from "./replaced.ts";
import { reproject } from "./reproject.ts";
import { sparse } from "./sparse.ts";

export const PARTS_BY_NAME: Record<PartName, Part> = {
  dense,
  sparse,
  memory,
  calls,
  roundtrip: roundTrip,
  live,
  reorg,
  replaced,
  kill,
  pair,
  lying,
  reproject,
};
