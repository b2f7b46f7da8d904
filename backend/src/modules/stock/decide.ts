import { ProblemError } from "../../platform/errors.ts";
import {
  balanceAt,
  hasExpired,
  MARK,
  placeKey,
  type Balance,
  type Bucket,
  type Draft,
  type Part,
  type Place,
  type Stock,
  type StockRequest,
} from "./stock.domain.ts";
import { STOCK_PROBLEMS } from "./stock.errors.ts";

/** Of which goods there is less than was wanted, and how many could be had. */
export interface Lack {
  gtin: string;
  left: number;
}

/** Why not, and what is lacking where that is the reason. */
export interface Refused {
  problem: ProblemError;
  lack?: Lack;
}

type Of<Kind extends StockRequest["kind"]> = Extract<StockRequest, { kind: Kind }>;

/** What is done about a request, all of it or nothing. Pure: the same stock gives the same moves. */
export function decide(stock: Stock, request: StockRequest): Draft[] | Refused {
  switch (request.kind) {
    case "receive":
      return [{ ...partOf(request, request.quantity), cause: "received", from: "outside", to: "available" }];
    case "adjust":
      return adjust(stock, request);
    case "reserve":
      return reserve(stock, request);
    case "release":
      return release(stock, request);
    case "move":
      return heldBy(stock, request, (held) => move(stock, held, request));
    case "ship":
      return heldBy(stock, request, (held) => take(held, request.parts, { cause: "shipped", to: "outside" }));
    case "transfer":
      return transfer(stock, request);
  }
}

/** A count is held against the ledger as it is now, not as it was when somebody began to count. One without a difference is noted as well. */
function adjust({ balances }: Stock, { counted, ...place }: Of<"adjust">): Draft[] | Refused {
  const { onHand, reserved } = balanceAt(balances, place);
  if (counted < reserved) return refused("countedBelowReserved", `${reserved} are reserved there.`);
  const [from, to]: [Bucket, Bucket] = counted >= onHand ? ["outside", "available"] : ["available", "outside"];
  return [{ ...partOf(place, Math.abs(counted - onHand)), cause: "counted", from, to }];
}

/** The earliest expiry first, over as many lots and warehouses as it takes. */
function reserve({ balances, today }: Stock, { lines }: Of<"reserve">): Draft[] | Refused {
  const drafts: Draft[] = [];
  /** By place, what lines before have taken. */
  const gone = new Map<string, number>();
  for (const { gtin, quantity, warehouse } of lines) {
    let missing = quantity;
    for (const balance of [...(balances.get(gtin)?.values() ?? [])].sort(byExpiry)) {
      if (missing === 0) break;
      if (warehouse !== undefined && balance.warehouse !== warehouse) continue;
      const place = placeKey(balance);
      const before = gone.get(place) ?? 0;
      const taken = Math.min(missing, availableOn(today, balance) - before);
      if (taken <= 0) continue;
      drafts.push({ ...partOf(balance, taken), cause: "reserved", from: "available", to: "reserved" });
      gone.set(place, before + taken);
      missing -= taken;
    }
    const left = quantity - missing;
    if (missing > 0) return refused("notEnough", `Only ${left} of ${gtin} are left.`, { gtin, left });
  }
  return drafts;
}

/** What was not reserved yet is marked, so that a request for it that comes late holds nothing. */
function release(stock: Stock, request: Of<"release">): Draft[] | Refused {
  const { reservation, parts: named } = request;
  if (named !== undefined) return heldBy(stock, request, (held) => take(held, named, { cause: "released", to: "available" }));
  const parts = stock.held.get(reservation);
  return parts ? [...parts.values()].map((part) => ({ ...part, cause: "released", from: "reserved", to: "available" })) : [MARK];
}

/** To hold the same number at other places: only what differs is moved, and what becomes free is freed first. */
function move({ balances, today }: Stock, held: readonly Part[], { to }: Of<"move">): Draft[] | Refused {
  for (const gtin of new Set([...held, ...to].map((part) => part.gtin))) {
    const [holds, placed] = [sumOf(held, gtin), sumOf(to, gtin)];
    if (holds !== placed) return refused("notHeld", `It holds ${holds} of ${gtin}, and ${placed} were placed.`);
  }
  const wanted = new Map<string, Part>();
  for (const part of to) {
    const place = placeKey(part);
    wanted.set(place, partOf(part, part.quantity + (wanted.get(place)?.quantity ?? 0)));
  }
  const here = new Map(held.map((part) => [placeKey(part), part]));
  const [freed, taken]: [Draft[], Draft[]] = [[], []];
  for (const [place, part] of new Map([...here, ...wanted])) {
    const change = (wanted.get(place)?.quantity ?? 0) - (here.get(place)?.quantity ?? 0);
    if (change < 0) freed.push({ ...partOf(part, -change), cause: "moved", from: "reserved", to: "available" });
    if (change <= 0) continue;
    const left = availableOn(today, balanceAt(balances, part));
    if (left < change)
      return refused("notEnough", `Only ${left} are left at ${part.warehouse}${part.lot ? ` of lot ${part.lot}` : ""}.`, {
        gtin: part.gtin,
        left,
      });
    taken.push({ ...partOf(part, change), cause: "moved", from: "available", to: "reserved" });
  }
  return [...freed, ...taken];
}

/** Out of what is held. */
function take(held: readonly Part[], parts: readonly Part[], { cause, to }: Pick<Draft, "cause" | "to">): Draft[] | Refused {
  if (parts.length === 0) return refused("notHeld", "It is not said of what.");
  const left = new Map(held.map((part) => [placeKey(part), part.quantity]));
  const drafts: Draft[] = [];
  for (const part of parts) {
    const place = placeKey(part);
    const here = left.get(place) ?? 0;
    if (here < part.quantity) return refused("notHeld", `It holds ${here} of ${part.gtin} at ${part.warehouse}, not ${part.quantity}.`);
    left.set(place, here - part.quantity);
    drafts.push({ ...partOf(part, part.quantity), cause, from: "reserved", to });
  }
  return drafts;
}

/** Out of the one place and into the other; between them it is nowhere, and nobody ever sees that. */
function transfer(stock: Stock, { to, reservation, quantity, ...from }: Of<"transfer">): Draft[] | Refused {
  const bucket: Bucket = reservation === undefined ? "available" : "reserved";
  const { onHand, reserved } = balanceAt(stock.balances, from);
  const parts = reservation === undefined ? undefined : stock.held.get(reservation);
  if (reservation !== undefined && parts === undefined) return refused("unknownReservation");
  const here = parts === undefined ? onHand - reserved : (parts.get(placeKey(from))?.quantity ?? 0);
  if (here < quantity && parts !== undefined)
    return refused("notHeld", `It holds ${here} of ${from.gtin} at ${from.warehouse}, not ${quantity}.`);
  if (here < quantity) return refused("notEnough", `Only ${here} are there that are not reserved.`, { gtin: from.gtin, left: here });
  return [
    { ...partOf(from, quantity), cause: "moved", from: bucket, to: "outside" },
    { ...partOf({ ...from, warehouse: to }, quantity), cause: "moved", from: "outside", to: bucket },
  ];
}

function heldBy(
  { held }: Stock,
  { reservation }: { reservation: string },
  then: (held: readonly Part[]) => Draft[] | Refused,
): Draft[] | Refused {
  const parts = held.get(reservation);
  return parts === undefined ? refused("unknownReservation") : then([...parts.values()]);
}

/** As the database orders them; goods that do not expire are last. */
function byExpiry(a: Balance, b: Balance): number {
  const keys = [a, b].map(({ expiry, warehouse, lot }) => [expiry ?? "~", warehouse, lot ?? ""]) as [string[], string[]];
  const differing = keys[0].findIndex((part, index) => part !== keys[1][index]);
  return differing < 0 ? 0 : (keys[0][differing] as string) < (keys[1][differing] as string) ? -1 : 1;
}

/** Nothing that has expired is sold, and nothing of a place that is shut. */
function availableOn(today: string, balance: Balance): number {
  return balance.isShut || hasExpired(balance, today) ? 0 : balance.onHand - balance.reserved;
}

function partOf({ warehouse, gtin, lot, expiry }: Place, quantity: number): Part {
  return { warehouse, gtin, lot, expiry, quantity };
}

function sumOf(parts: readonly Part[], gtin: string): number {
  return parts.reduce((sum, part) => sum + (part.gtin === gtin ? part.quantity : 0), 0);
}

export function refused(problem: keyof typeof STOCK_PROBLEMS, detail?: string, lack?: Lack): Refused {
  return {
    problem: new ProblemError(STOCK_PROBLEMS[problem], detail === undefined ? {} : { detail }),
    ...(lack === undefined ? {} : { lack }),
  };
}
