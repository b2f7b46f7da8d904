import type { OrderRequest } from "@waybill/protocol/schemas/api/orders";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { newId } from "../../platform/ids.ts";
import { keyedHashes } from "../../platform/sealed-secret.ts";
import { articlesForSale } from "./catalogue/articles.store.ts";
import { findTerms } from "./catalogue/delivery-terms.store.ts";
import { sealDelivery } from "./delivery.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import { findOrder, findPlaced, insertOrder, type OrderRow, type Which } from "./orders.store.ts";
import type { PaymentProvider } from "./payments/payments.ports.ts";
import { insertPayment } from "./payments/payments.store.ts";
import { priceOrder, type Priced, type Wanted } from "@waybill/protocol/orders/prices";
import { goOn } from "./saga/go-on.ts";
import { moveOn, transitionsOf } from "./transitions.store.ts";

/** Who asks, under which key. */
export interface Placing {
  person: string;
  requestKey: string;
}

/**
 * Writes an order down, and the job that goes on with it, and waits for neither warehouse nor bank. The same key with the same order is answered with
 * the order that it placed.
 *
 * @returns id of the order
 * @throws {ProblemError} `orders.no-provider`, `orders.unknown-card`, `orders.not-for-sale`, `orders.mixed-currencies`, `orders.not-delivered`,
 *   `orders.price-changed`, `orders.key-reused`
 */
export async function placeOrder(
  ctx: Ctx,
  { config, personal }: Pick<App, "config" | "personal">,
  provider: PaymentProvider | null,
  { person, requestKey }: Placing,
  request: OrderRequest,
): Promise<string> {
  const digests = keyedHashes(config.documents.key, "waybill request fingerprints", JSON.stringify(request));
  const placed = await findPlaced(ctx, person, requestKey);
  if (placed !== undefined) return sameOrder(placed, digests);
  if (provider === null) throw new ProblemError(ORDERS_PROBLEMS.noProvider);
  if (!provider.knows(request.payment.token)) throw refused("unknownCard", "/payment/token", "is none that the provider knows");
  const { currency, ...priced } = await price(ctx, request);
  const { total } = request;
  if (total !== undefined && (total.minor !== priced.totalMinor || total.currency !== currency))
    throw new ProblemError(ORDERS_PROBLEMS.priceChanged, { detail: `It costs ${priced.totalMinor} minor units of ${currency} now.` });

  const id = newId(ctx.random);
  const delivery = sealDelivery(personal, person, request.delivery);
  const order = { id, person, requestKey, requestDigest: digests[0], currency, ...priced, country: request.delivery.country, delivery };
  if (!(await insertOrder(ctx, { ...order, placedAt: ctx.clock.now() }))) {
    // Another request has placed it since.
    const first = await findPlaced(ctx, person, requestKey);
    if (first !== undefined) return sameOrder(first, digests);
  }
  const payment = { reference: id, token: request.payment.token, amountMinor: priced.totalMinor, currency };
  await insertPayment(ctx, { ...payment, provider: provider.name });
  await goOn(ctx, id);
  return id;
}

function sameOrder({ id, digest }: { id: string; digest: string }, digests: readonly string[]): string {
  if (!digests.includes(digest)) throw new ProblemError(ORDERS_PROBLEMS.keyReused);
  return id;
}

async function price(ctx: Ctx, { lines, delivery }: OrderRequest): Promise<Priced & { currency: string }> {
  const articles = await articlesForSale(
    ctx,
    lines.map(({ gtin }) => gtin),
  );
  const errors = lines.flatMap(({ gtin }, index) =>
    articles.has(gtin) ? [] : [{ pointer: `/lines/${index}/gtin`, message: "is not for sale" }],
  );
  if (errors.length > 0) throw new ProblemError(ORDERS_PROBLEMS.notForSale, { errors });
  const wanted = lines.flatMap(({ gtin, quantity }): (Wanted & { currency: string })[] => {
    const article = articles.get(gtin);
    return article === undefined ? [] : [{ ...article, quantity }];
  });
  const currencies = new Set(wanted.map(({ currency }) => currency));
  const [currency = ""] = currencies;
  if (currencies.size > 1) throw new ProblemError(ORDERS_PROBLEMS.mixedCurrencies);
  const terms = await findTerms(ctx, delivery.country);
  const shipping = terms?.shipping.find((one) => one.currency === currency);
  if (terms === undefined || shipping === undefined)
    throw refused("notDelivered", "/delivery/country", `is none where the shop delivers for ${currency}`);
  const priced = priceOrder(
    wanted.map(({ gtin, title, unitMinor, taxClass, quantity }) => ({ gtin, title, unitMinor, taxClass, quantity })),
    shipping.minor,
    terms.rates,
  );
  return { currency, ...priced };
}

function refused(problem: "unknownCard" | "notDelivered", pointer: string, message: string): ProblemError {
  return new ProblemError(ORDERS_PROBLEMS[problem], { errors: [{ pointer, message }] });
}

/** @throws {ProblemError} `orders.unknown-order` */
export async function getOrder(ctx: Pick<Ctx, "tx">, id: string, which: Which): Promise<OrderRow> {
  const order = await findOrder(ctx, id, which);
  if (order === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownOrder);
  return order;
}

/**
 * Calls an order off, for its customer or for the shop; what is held for it is let go by the saga. Once more changes nothing.
 *
 * @throws {ProblemError} `orders.unknown-order`, `orders.not-now`
 */
export async function cancelOrder(ctx: Ctx, principal: Principal, id: string, person: string | null): Promise<void> {
  const order = await getOrder(ctx, id, { person, isLocked: true });
  if (["withdrawing", "cancelling", "cancelled"].includes(order.state)) return;
  // Of an order of which a part had left the rest was called off, and it has gone on since.
  if ((await transitionsOf(ctx, id)).some(({ event }) => event === "cancel")) return;
  const by = order.person === principal.person ? "customer" : "shop";
  await moveOn(ctx, order, { event: "cancel", by, cause: by === "customer" ? "the customer called it off" : "the shop called it off" });
  if (by === "shop") record(ctx, { action: "order.cancelled", by: principal, subject: id });
  await goOn(ctx, id);
}
