import type { InstructionAnswer, WithdrawalAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows } from "../../../src/platform/context.ts";
import type { Warehouses } from "../../../src/modules/orders/orders.ports.ts";
import { routable } from "../fake-warehouses.ts";

/** Asks the process of the warehouses. @throws what it says where one of them is away */
export async function askProcess<Answer>(url: string, act: string, asked: object): Promise<Answer> {
  const response = await fetch(`${url}/${act}`, { method: "POST", body: JSON.stringify(asked) });
  const body = (await response.json()) as Answer & { error?: string };
  if (!response.ok) throw new Error(body.error ?? `${act} was answered ${response.status}`);
  return body;
}

/** Warehouses over HTTP, and whether each is away as the shop's table says. */
export function warehousesAt(url: string): Warehouses {
  return {
    list: async (ctx) =>
      (
        await selectRows<{ id: string; isAway: boolean }>(
          ctx,
          `SELECT warehouse AS id, is_away AS "isAway" FROM bench_warehouses ORDER BY 1`,
        )
      ).map(({ id, isAway }, index) => routable(id, { isAway, latitude: 48 + index })),
    instruct: (warehouse, fulfilment) => askProcess<InstructionAnswer>(url, "instruct", { warehouse, fulfilment }),
    withdraw: (warehouse, fulfilment) => askProcess<WithdrawalAnswer>(url, "withdraw", { warehouse, fulfilment }),
    forget: () => Promise.reject(new Error("nobody is erased here")),
  };
}
