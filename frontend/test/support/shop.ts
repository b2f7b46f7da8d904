import { quietStream } from "../fixtures/stream.ts";
import type { Article, DeliveryTerms } from "@waybill/protocol/schemas/api/catalogue";
import type { Cart, CartLine } from "@waybill/protocol/schemas/api/cart";
import type { OrderRequest, OrderView } from "@waybill/protocol/schemas/api/orders";
import { priceOrder } from "@waybill/protocol/orders/prices";
import { configOf } from "../fixtures/system.ts";
import { notFound } from "./answer.ts";
import { json, openPage, type Answer, type PageOptions, type Stage, type Watched } from "./browser.ts";
import { ago, ConsoleServer } from "./console.ts";

export const BOOK = "09506000134352";
export const SALAD = "10860009998039";
export const GONE = "09506000134369";
const HOUR = 3_600_000;

export function articleOf(gtin: string, changes: Partial<Article> = {}): Article {
  return {
    ...{ gtin, title: "The Long Field", description: "A book about a field.\nIt is long.", kind: "book" },
    ...{
      price: { minor: 1190, currency: "EUR" },
      taxClass: "books",
      media: null,
      massGrams: null,
      isActive: true,
      availability: "in-stock",
      version: 1,
    },
    updatedAt: ago(HOUR),
    ...changes,
  };
}

const TERMS: DeliveryTerms[] = ["DE", "AT"].map((country, index) => ({
  ...{ country, shipping: [{ minor: 490 + 400 * index, currency: "EUR" }], updatedAt: ago(HOUR) },
  rates: { standard: 1900, reduced: 700, books: 700, zero: 0 },
}));

/** A shop in memory: what it sells, one customer's cart, and orders that stand where a test puts them. */
export class ShopServer extends ConsoleServer {
  override role: ConsoleServer["role"] = null;
  override isSignedIn = false;
  articles: Article[] = [
    articleOf(BOOK),
    articleOf(SALAD, {
      ...{ title: "Garden salad, case of 6", kind: "food", taxClass: "reduced", availability: "few" },
      price: { minor: 2150, currency: "EUR" },
    }),
    articleOf(GONE, { title: "The Short Field", availability: "sold-out" }),
  ];
  cart: Cart = { version: 0, lines: [], changedAt: null };
  /** Placed orders by id; the key under which each was placed. */
  orders = new Map<string, OrderView>();
  placed: { key: string; body: OrderRequest }[] = [];
  /** What was asked, as `PUT /api/cart`. */
  asked: string[] = [];
  /** Answers instead of the next placing of an order. */
  nextPlacing: Answer | null = null;

  override get answers(): Record<string, Answer> {
    const noted =
      (answer: Answer): Answer =>
      (route) => {
        const request = route.request();
        const { pathname, search } = new URL(request.url());
        this.asked.push(`${request.method()} ${pathname}${search}`);
        return answer(route);
      };
    const answers: Record<string, Answer> = {
      ...super.answers,
      "/api/articles": (route) => {
        const query = new URL(route.request().url()).searchParams;
        const wanted = query.get("gtins")?.split(",");
        const q = query.get("q")?.toLowerCase() ?? "";
        const items = this.articles.filter(
          (one) =>
            (wanted?.includes(one.gtin) ?? one.isActive) &&
            one.title.toLowerCase().includes(q) &&
            (query.get("kind") ?? one.kind) === one.kind &&
            one.price.minor >= Number(query.get("minPrice") ?? 0) &&
            (query.get("inStock") !== "true" || one.availability !== "sold-out"),
        );
        return json({ items, next: null })(route);
      },
      "/api/articles/\\d+": (route) => {
        const found = this.articles.find(({ gtin }) => route.request().url().endsWith(gtin));
        return found === undefined ? notFound(route) : json(found)(route);
      },
      "/api/sessions/password": (route) => {
        this.isSignedIn = true;
        return json({ accessToken: "token", expiresAt: ago(-10 * 60_000) })(route);
      },
      "/api/delivery-terms": json({ items: TERMS, next: null }),
      "/api/cart": async (route) => {
        const request = route.request();
        if (request.method() === "GET") return json(this.cart)(route);
        if ((await request.headerValue("if-match")) !== `"${this.cart.version}"`) return refuse(412, "orders.cart-changed")(route);
        const { lines } = request.postDataJSON() as { lines: CartLine[] };
        this.cart = { version: this.cart.version + 1, lines, changedAt: ago(0) };
        return json(this.cart)(route);
      },
      "/api/orders": async (route) => {
        const request = route.request();
        if (request.method() === "GET") {
          const items = [...this.orders.values()].map(({ id, state, placedAt, total, lines }) => ({
            ...{ id, state, placedAt, total, lines: lines.length, pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0) },
            isHeld: false,
          }));
          return json({ items, next: null })(route);
        }
        const instead = this.nextPlacing;
        this.nextPlacing = null;
        const key = (await request.headerValue("idempotency-key")) ?? "";
        const body = request.postDataJSON() as OrderRequest;
        const before = this.placed.find((one) => one.key === key);
        if (before && JSON.stringify(before.body) !== JSON.stringify(body)) return refuse(422, "orders.key-reused")(route);
        if (!before && instead === null) this.placed.push({ key, body });
        if (instead !== null) return instead(route);
        const id = `order-${this.placed.findIndex((one) => one.key === key) + 1}`;
        const order = this.orders.get(id) ?? this.orderOf(id, body);
        this.orders.set(id, order);
        return route.fulfill({ status: 202, json: order });
      },
      "/api/orders/events": quietStream,
      "/api/orders/[^/]+": (route) => {
        const order = this.orders.get(new URL(route.request().url()).pathname.split("/")[3] ?? "");
        return order === undefined ? notFound(route) : json(order)(route);
      },
    };
    return Object.fromEntries(Object.entries(answers).map(([path, answer]) => [path, noted(answer)]));
  }

  /** An order as it stands right after it was placed. */
  orderOf(id: string, { lines, delivery }: OrderRequest): OrderView {
    const wanted = lines.flatMap(({ gtin, quantity }) => {
      const found = this.articles.find((one) => one.gtin === gtin);
      return found === undefined ? [] : [{ gtin, title: found.title, unitMinor: found.price.minor, taxClass: found.taxClass, quantity }];
    });
    const terms = TERMS.find(({ country }) => country === delivery.country) ?? TERMS[0]!;
    const { totalMinor, ...priced } = priceOrder(wanted, terms.shipping[0]!.minor, terms.rates);
    return {
      ...{
        id,
        version: 0,
        told: 0,
        state: "created",
        placedAt: ago(60_000),
        total: { minor: totalMinor, currency: "EUR" },
        ...priced,
        delivery,
      },
      lines: priced.lines.map((line) => ({ ...line, shipped: 0, returned: 0, calledOff: 0 })),
      payment: { provider: "sandbox", state: "asked", heldMinor: 0, capturedMinor: 0, refundedMinor: 0 },
      ...{ waitsFor: null, fulfilments: [], shipments: [], returns: [], transitions: [] },
    };
  }
}

export const ADDRESS = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };

/** An order of two books and a salad that has gone the whole way: sent in one parcel, paid, and one book came back. */
export function wholeOrder(server: ShopServer, id = "order-9") {
  const placed = server.orderOf(id, {
    lines: [
      { gtin: BOOK, quantity: 2 },
      { gtin: SALAD, quantity: 1 },
    ],
    ...{ delivery: ADDRESS, payment: { token: "sandbox:approve" } },
  });
  const step = (version: number, event: string, from: string, to: string, by: string, cause: string) => ({
    ...{ version, event, from, to, by, cause, at: ago(50_000 - version * 1000) },
  });
  return {
    ...placed,
    ...{ state: "closed", version: 5 },
    lines: placed.lines.map((line) => ({ ...line, shipped: line.quantity, returned: line.gtin === BOOK ? 1 : 0 })),
    payment: { ...placed.payment, state: "captured", capturedMinor: placed.total.minor, refundedMinor: 1190 },
    shipments: [
      {
        ...{ id: "s1", at: ago(40_000), amountMinor: placed.total.minor, waivedMinor: 0, isPaid: true },
        lines: [
          { number: 1, quantity: 2 },
          { number: 2, quantity: 1 },
        ],
        parcels: [{ sscc: "395060001343500007", unit: `0x${"12".repeat(32)}` }],
      },
    ],
    returns: [{ id: "r1", at: ago(1000), amountMinor: 1190, waivedMinor: 0, isPaid: false, lines: [{ number: 1, quantity: 1, to: null }] }],
    transitions: [
      step(1, "reserve", "created", "reserved", "saga", "all of it is held"),
      step(2, "authorise", "reserved", "authorised", "saga", "the money is held"),
      step(3, "ship-rest", "authorised", "shipped", "shop", "3 pieces left"),
      step(4, "settle", "shipped", "closed", "saga", "all that left is paid for"),
      step(5, "return", "closed", "closed", "shop", "1 piece came back"),
    ],
  };
}

export function refuse(status: number, code: string, detail = "Refused."): Answer {
  return (route) =>
    route.fulfill({
      status,
      json: { ...{ type: "about:blank", title: detail, status, detail, code }, ...{ traceId: "t", retryable: false } },
    });
}

/** A page of the shop, as wide as a telephone. Somebody who is signed in was so before. */
export function openShop(
  stage: Stage,
  server: ShopServer,
  { answers = {}, stored = {}, width = 390, ...options }: PageOptions & { width?: number } = {},
): Promise<Watched> {
  return openPage(stage, {
    ...options,
    answers: { ...answers, ...server.answers, "/api/config": json(configOf(stage.lettuce.chain, { mode: "development" })) },
    stored: { ...(server.isSignedIn && { "waybill.signed-in": "yes" }), ...stored },
    ...{ viewport: { width, height: 844 }, reducedMotion: "reduce" },
  });
}
