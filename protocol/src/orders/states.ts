import { z } from "zod";

/**
 * Where an order stands.
 * - created: written down. Nothing is held for it yet.
 * - reserved: its goods are held; the money is asked for.
 * - authorised: the money is held as well; who ships what is being decided.
 * - routed: each warehouse's part of it is written down, and its goods are held there. Nobody was told.
 * - instructed: warehouses have been told, or are being told.
 * - shipped-in-part, shipped: some of its goods have left, or all that ever will; what has left is being paid for.
 * - closed: all that has left is paid for. Some of it may come back.
 * - withdrawing: it was called off, and warehouses are being asked back; what was faster still leaves.
 * - cancelling: nothing more will be shipped; what is held is being let go.
 * - cancelled: nothing is held any more, and nothing was paid. An end.
 */
export const orderState = z.enum([
  ...(["created", "reserved", "authorised", "routed", "instructed", "shipped-in-part", "shipped", "closed"] as const),
  ...(["withdrawing", "cancelling", "cancelled"] as const),
]);
export type OrderState = z.infer<typeof orderState>;

/**
 * What happens to an order. `lack`: there is too little of something; `decline`: nobody holds the money; `expire`: nobody paid in time;
 * `route`: it is decided who ships what; `reroute`: that was decided anew for a part of it; `instruct`: warehouses are told;
 * `call-off`: what nobody has any more was taken out of it; `withdraw`, `withdraw-rest`: nobody will ship any of it any more, after nothing or
 * after a part of it has left; `settle`: all that has left is paid for, and nothing is held for the rest; `return`: some of it came back;
 * `ask-again`, `write-off`: of money that the bank did not pay for what has left, the bank is asked once more, or nobody will pay it.
 */
export const orderEvent = z.enum([
  "reserve",
  "lack",
  "authorise",
  "decline",
  "expire",
  "route",
  "reroute",
  "instruct",
  "call-off",
  "cancel",
  "withdraw",
  "withdraw-rest",
  "let-go",
  "ship-part",
  "ship-rest",
  "settle",
  "return",
  "ask-again",
  "write-off",
]);
export type OrderEvent = z.infer<typeof orderEvent>;
