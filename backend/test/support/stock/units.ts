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
  const known = new Map<string, { content: string; word: string; isMark?: true }>();
  const reservations = new Set<string>();
  const today = new Date().toISOString().slice(0, 10);

  const nameOf = ({ gtin, warehouse, lot, expiry }: Where) => [gtin, expiry ?? "9999", warehouse, lot ?? ""].join(" ");
  const byName = (a: Unit, b: Unit) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0);
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
      if (counted < here.length - unheld.length) return "stock.counted-below-reserved";
      if (counted >= here.length) {
        add({ gtin, warehouse, lot, expiry }, counted - here.length);
        return line(counted - here.length, "outside", "available", request);
      }
      drop(unheld.slice(0, here.length - counted));
      return line(here.length - counted, "available", "outside", request);
    }
    if (request.kind === "reserve") {
      const taken: Unit[][] = [];
      for (const { gtin, quantity, warehouse } of request.lines) {
        const some = free(units.filter((unit) => unit.gtin === gtin && (warehouse === undefined || unit.warehouse === warehouse)));
        const rest = some.filter((unit) => !taken.flat().includes(unit)).sort(byName);
        if (rest.length < quantity) return `stock.not-enough ${rest.length}`;
        taken.push(rest.slice(0, quantity));
      }
      for (const unit of taken.flat()) unit.holder = request.key;
      reservations.add(request.key);
      return taken.flatMap((some) => lines(some, "available", "reserved")).join(", ");
    }
    if (request.kind === "transfer") return transfer(request);
    if (request.kind === "release" && request.parts !== undefined) {
      if (!reservations.has(request.reservation)) return "stock.unknown-reservation";
      const parts = pick(heldBy(request.reservation), request.parts);
      if (parts === undefined) return "stock.not-held";
      for (const unit of parts) unit.holder = null;
      return request.parts.map(({ quantity, ...part }) => line(quantity, "reserved", "available", part)).join(", ");
    }
    if (!reservations.has(request.reservation)) return request.kind === "release" ? mark(request) : "stock.unknown-reservation";
    const held = heldBy(request.reservation);
    if (request.kind === "release") {
      for (const unit of held) unit.holder = null;
      return lines(held, "reserved", "available").join(", ");
    }
    return request.kind === "ship" ? ship(held, request.parts) : move(held, request);
  }

  /** What was not reserved yet can then no more be reserved: its key is taken. */
  function mark(request: Extract<StockRequest, { kind: "release" }>): string {
    const { reservation } = request;
    if (known.has(reservation)) return "stock.unknown-reservation";
    const word = "0 reserved>available";
    known.set(reservation, { content: JSON.stringify({ ...request, key: reservation }), word, isMark: true });
    reservations.add(reservation);
    return word;
  }

  function pick(held: Unit[], parts: readonly (Where & { quantity: number })[]): Unit[] | undefined {
    const gone: Unit[] = [];
    for (const { quantity, ...part } of parts) {
      const here = held.filter((unit) => nameOf(unit) === nameOf(part) && !gone.includes(unit)).slice(0, quantity);
      if (here.length < quantity) return undefined;
      gone.push(...here);
    }
    return gone;
  }

  function transfer({ reservation, to, quantity, ...from }: Extract<StockRequest, { kind: "transfer" }>): string {
    if (reservation !== undefined && !reservations.has(reservation)) return "stock.unknown-reservation";
    const here = at(from).filter(({ holder }) => holder === (reservation ?? null));
    if (here.length < quantity) return reservation === undefined ? `stock.not-enough ${here.length}` : "stock.not-held";
    for (const unit of here.slice(0, quantity)) unit.warehouse = to;
    const bucket = reservation === undefined ? "available" : "reserved";
    return [line(quantity, bucket, "outside", from), line(quantity, "outside", bucket, { ...from, warehouse: to })].join(", ");
  }

  function ship(held: Unit[], parts: readonly (Where & { quantity: number })[]): string {
    const gone = pick(held, parts);
    if (gone === undefined) return "stock.not-held";
    drop(gone);
    return parts.map(({ quantity, ...part }) => line(quantity, "reserved", "outside", part)).join(", ");
  }

  function move(held: Unit[], { reservation, to }: Extract<StockRequest, { kind: "move" }>): string {
    const placed = to.flatMap(({ gtin, quantity }) => Array.from({ length: quantity }, () => gtin));
    if (
      placed.sort().join() !==
      held
        .map(({ gtin }) => gtin)
        .sort()
        .join()
    )
      return "stock.not-held";
    const wanted = Map.groupBy(to, nameOf);
    const [freed, taken]: [Unit[], Unit[]] = [[], []];
    for (const [place, here] of Map.groupBy(held, nameOf)) {
      const stays = (wanted.get(place) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
      freed.push(...here.slice(stays));
    }
    const refused: string[] = [];
    // Where something is held already is looked at first.
    for (const place of new Set([...held.map(nameOf), ...wanted.keys()])) {
      const count =
        (wanted.get(place) ?? []).reduce((sum, { quantity }) => sum + quantity, 0) - held.filter((unit) => nameOf(unit) === place).length;
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
      if (before?.content === content) return before.word;
      if (before) return before.isMark && request.kind === "reserve" ? "stock.let-go 0" : "stock.key-reused";
      const isMade = request.kind !== "release" || request.parts !== undefined || reservations.has(request.reservation);
      const word = decide(request);
      if (isMade && !word.startsWith("stock.") && word !== "") known.set(key, { content, word });
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
