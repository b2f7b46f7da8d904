import { z } from "zod";
import { dateTime } from "../primitives.ts";
import { MAX_ORDER_LINES, MAX_QUANTITY } from "./orders.ts";
import { gtin14 } from "./stock.ts";

export const cartLine = z.strictObject({ gtin: gtin14, quantity: z.number().int().min(1).max(MAX_QUANTITY) });
export type CartLine = z.output<typeof cartLine>;

/** PUT /api/cart: all that is to be in it, in the order in which it is shown. A cart holds what one order can. */
export const cartRequest = z.strictObject({
  lines: z
    .array(cartLine)
    .max(MAX_ORDER_LINES)
    .refine((lines) => new Set(lines.map(({ gtin }) => gtin)).size === lines.length, "must name each article once"),
});
export type CartRequest = z.output<typeof cartRequest>;

/** GET /api/cart: what somebody means to order. */
export const cart = z.object({
  /** Of how many changes it is the outcome; 0 where there is none yet. */
  version: z.number().int().nonnegative(),
  lines: z.array(z.object({ gtin: z.string(), quantity: z.number().int() })),
  changedAt: dateTime.nullable(),
});
export type Cart = z.infer<typeof cart>;
