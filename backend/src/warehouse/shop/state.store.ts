import { selectRows, type Ctx } from "../../platform/context.ts";

export interface State {
  /** Of this database: another one means that what was told is lost. */
  instance: string;
  /** Of the newest message. */
  sequence: number;
  /** Of the last that the shop has taken. */
  taken: number;
}

export async function readState(ctx: Pick<Ctx, "tx">): Promise<State> {
  const [row] = await selectRows<{ instance: string; sequence: string; taken: string }>(
    ctx,
    "SELECT instance, sequence, taken FROM warehouse_state",
  );
  if (row === undefined) throw new Error("a warehouse has a state");
  return { instance: row.instance, sequence: Number(row.sequence), taken: Number(row.taken) };
}
