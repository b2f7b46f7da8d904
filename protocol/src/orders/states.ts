import { z } from "zod";

/**
 * Where an order stands.
 * - created: written down. Nothing is held for it yet.
 * - reserved: its goods are held; the money is asked for.
 * - authorised: the money is held as well.
 * - shipped-in-part, shipped: some of its goods have left, or all that ever will; what has left is being paid for.
 * - closed: all that has left is paid for. Some of it may come back.
 * - cancelling: nothing more will be shipped; what is held is being let go.
 * - cancelled: nothing is held any more, and nothing was paid. An end.
 */
export const orderState = z.enum(["created", "reserved", "authorised", "shipped-in-part", "shipped", "closed", "cancelling", "cancelled"]);
export type OrderState = z.infer<typeof orderState>;

/**
 * What happens to an order. `lack`: there is too little of something; `decline`: nobody holds the money; `expire`: nobody paid in time;
 * `settle`: all that has left is paid for, and nothing is held for the rest; `return`: some of it came back.
 */
export const orderEvent = z.enum([
  "reserve",
  "lack",
  "authorise",
  "decline",
  "expire",
  "cancel",
  "let-go",
  "ship-part",
  "ship-rest",
  "settle",
  "return",
]);
export type OrderEvent = z.infer<typeof orderEvent>;
