import type { StockRequest } from "../../../src/modules/stock/stock.domain.ts";

/** One piece of goods, and for whom it is held. */
interface Unit {
  gtin: string;
  warehouse: string;
  lot: string | null;
  expiry: string | null;
  holder: string | null;
}

type Where = Pick<Unit, "gtin" | "warehouse" | "lot" | "expiry">;

/** What the ledger should do, as simply as it can be said: every piece is an object. It answers in the words of `wordOf`. */
export function createUnits() {
  let units: Unit[] = [];
  const known = new Map<string, { content: string; word: string }>();
  const reservations = new Map<string, string>();
  const today = new Date().toISOString().slice(0, 10);

  const nameOf = ({ gtin, warehouse, lot, expiry }: Where) => [gtin, expiry ?? "9999", warehouse, lot ?? ""].join(" ");
  const at = (where: Where) => units.filter((unit) => nameOf(unit) === nameOf(where));
  const free = (all: Unit[]) => all.filter(({ holder, expiry }) => holder === null && (expiry === null || expiry >= today));
  const line = (count: number, from: string, to: string, { warehouse, lot }: Where) =>
    `${count} ${from}>${to} ${warehouse} ${lot ?? ""}`.trim();
  const add = (where: Where, count: number) => units.push(...Array.from({ length: count }, () => ({ ...where, holder: null })));
  const drop = (gone: Unit[]) => (units = units.filter((unit) => !gone.includes(unit)));
  /** Equal places together, in the order in which they first come. */
  const lines = (some: Unit[], from: string, to: string) =>
    [...Map.groupBy(some, nameOf).values()].map((same) => line(same.length, from, to, same[0] as Unit));

  const heldBy = (holder: string) => units.filter((unit) => unit.holder === holder);

  function decide(request: StockRequest): string {
    if (request.kind === "receive") {
      const { gtin, warehouse, lot, expiry, quantity } = request;
      add({ gtin, warehouse, lot, expiry }, quantity);
      return line(quantity, "outside", "available", request);
    }
    if (request.kind === "adjust") {
      const { gtin, warehouse, lot, expiry, counted } = request;
      const here = at(request);
      const unheld = here.filter(({ holder }) => holder === null);
      if (counted < here.length - unheld.length) return `stock.counted-below-reserved ${counted}`;
      if (counted >= here.length) {
        add({ gtin, warehouse, lot, expiry }, counted - here.length);
        return line(counted - here.length, "outside", "available", request);
      }
      drop(unheld.slice(0, here.length - counted));
      return line(here.length - counted, "available", "outside", request);
    }
    if (request.kind === "reserve") {
      const { gtin, quantity, warehouse, key } = request;
      const some = free(units.filter((unit) => unit.gtin === gtin && (warehouse === undefined || unit.warehouse === warehouse)));
      some.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
      if (some.length < quantity) return `stock.not-enough ${some.length}`;
      const taken = some.slice(0, quantity);
      for (const unit of taken) unit.holder = key;
      reservations.set(key, gtin);
      return lines(taken, "available", "reserved").join(", ");
    }
    const gtin = reservations.get(request.reservation);
    if (gtin === undefined) return "stock.unknown-reservation";
    const held = heldBy(request.reservation);
    if (request.kind === "release") {
      for (const unit of held) unit.holder = null;
      return lines(held, "reserved", "available").join(", ");
    }
    return request.kind === "ship" ? ship(gtin, held, request.parts) : move(gtin, held, request);
  }

  function ship(gtin: string, held: Unit[], parts: readonly (Omit<Where, "gtin"> & { quantity: number })[]): string {
    const gone: Unit[] = [];
    for (const { quantity, ...part } of parts) {
      const here = held.filter((unit) => nameOf(unit) === nameOf({ ...part, gtin }) && !gone.includes(unit)).slice(0, quantity);
      if (here.length < quantity) return "stock.not-held";
      gone.push(...here);
    }
    drop(gone);
    return parts.map(({ quantity, ...part }) => line(quantity, "reserved", "outside", { ...part, gtin })).join(", ");
  }

  function move(gtin: string, held: Unit[], { reservation, to }: Extract<StockRequest, { kind: "move" }>): string {
    if (to.reduce((sum, { quantity }) => sum + quantity, 0) !== held.length) return "stock.not-held";
    const wanted = Map.groupBy(to, (part) => nameOf({ ...part, gtin }));
    const [freed, taken]: [Unit[], Unit[]] = [[], []];
    for (const [place, here] of Map.groupBy(held, nameOf)) {
      const stays = (wanted.get(place) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
      freed.push(...here.slice(stays));
    }
    const refused: string[] = [];
    for (const [place, same] of wanted) {
      const count = same.reduce((sum, { quantity }) => sum + quantity, 0) - held.filter((unit) => nameOf(unit) === place).length;
      if (count <= 0) continue;
      const some = free(units.filter((unit) => nameOf(unit) === place));
      if (some.length < count) refused.push(`stock.not-enough ${some.length}`);
      taken.push(...some.slice(0, count));
    }
    if (refused[0] !== undefined) return refused[0];
    for (const unit of freed) unit.holder = null;
    for (const unit of taken) unit.holder = reservation;
    return [...lines(freed, "reserved", "available"), ...lines(taken, "available", "reserved")].join(", ");
  }

  return {
    post(request: StockRequest): string {
      const { key } = request;
      const content = JSON.stringify(request);
      const before = known.get(key);
      if (before) return before.content === content ? before.word : "stock.key-reused";
      const word = decide(request);
      if (!word.startsWith("stock.") && word !== "") known.set(key, { content, word });
      return word;
    },
    balances: () =>
      [...Map.groupBy(units, nameOf).values()]
        .map((same) => {
          const { gtin, warehouse, lot } = same[0] as Unit;
          return `${gtin} ${warehouse} ${lot ?? ""} ${same.length}/${same.filter(({ holder }) => holder !== null).length}`;
        })
        .sort(),
  };
}
