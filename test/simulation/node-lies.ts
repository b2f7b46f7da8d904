import type { Switches } from "./rpc/switches.ts";

/** Whether answers may be incomplete without telling. */
export function isIncomplete({ withheldLogs = 0, emptyTip = 0 }: Partial<Switches>): boolean {
  return withheldLogs > 0 || emptyTip > 0;
}
