import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";

export interface Bin {
  code: string;
  kind: "shelf" | "packing";
}

/** Making one that is there changes nothing. */
export async function makeBin(ctx: Pick<Ctx, "tx">, code: string): Promise<Bin> {
  await ctx.tx.query("INSERT INTO bins (code, kind) VALUES ($1, 'shelf') ON CONFLICT DO NOTHING", [code]);
  const [bin] = await selectRows<Bin>(ctx, "SELECT code, kind FROM bins WHERE code = $1", [code]);
  if (bin === undefined) throw new Error("what was inserted is there");
  return bin;
}

export async function findBin(ctx: Pick<Ctx, "tx">, code: string): Promise<Bin | undefined> {
  return (await selectRows<Bin>(ctx, "SELECT code, kind FROM bins WHERE code = $1", [code]))[0];
}

export async function allBins(ctx: Pick<Ctx, "tx">): Promise<Bin[]> {
  return selectRows<Bin>(ctx, "SELECT code, kind FROM bins ORDER BY code");
}

/** @throws {ProblemError} `warehouse.unknown-bin` */
export async function checkBins(ctx: Pick<Ctx, "tx">, codes: readonly string[]): Promise<void> {
  const found = await selectRows<{ code: string }>(ctx, "SELECT code FROM bins WHERE code = ANY($1)", [codes]);
  const missing = codes.find((code) => !found.some((bin) => bin.code === code));
  if (missing !== undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownBin, { detail: `There is no bin ${missing}.` });
}
