import { Pool } from "pg";
import { createReserveFront } from "../../../backend/src/modules/stock/reserve-front.ts";
import { post } from "../../../backend/src/modules/stock/stock.service.ts";
import { inTransaction } from "../../../backend/src/platform/context.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import { openStock, type StockApp } from "../../../backend/test/support/stock/process.ts";
import { figure, type Figure } from "../figure.ts";

const CLIENTS = 64;
const SKUS = 10_000;
/** One SKU that everybody wants at the same moment: customers who wait share a commit, so that more of them are served faster. */
const CROWD = 256;
const SECONDS = 5;
const WARM_UP_SECONDS = 3;
/** Of the goods that the naive way sells more of than there are. */
const FEW = 100;
const PLENTY = 1_000_000;

/** Takes one piece of some goods; false when there is none. */
type Take = (client: number, gtin: string) => Promise<boolean>;

/** Reservations by the ledger, beside two ways in which shops do it, in the same run. */
export async function* measureReservations(url: string, random: Seeded): AsyncGenerator<Figure> {
  const pool = new Pool({ connectionString: url, max: CLIENTS });
  // Its sessions may still be ending when Postgres is stopped.
  pool.on("error", () => undefined);
  const stock = await openStock(url);
  try {
    await makePlainTable(pool);
    await receive(stock);
    const few = gtinOf(SKUS);
    const sold = await sellOut(naively(pool), few);
    yield figure({ figure: "oversold by read and write, of 100", value: sold - FEW, unit: "pieces" });

    const [one, any] = [() => gtinOf(0), () => gtinOf(random.below(SKUS))];
    const [locking, ledger] = [underLock(pool), byLedger(stock)];
    // The first requests of each way find code that is not compiled, and connections that are not open.
    for (const take of [locking, ledger]) await perSecond(take, any, { seconds: WARM_UP_SECONDS });
    for (const [what, pick, clients, goal] of [
      ["one SKU", one, CLIENTS, 15_000],
      ["one SKU", one, CROWD, 15_000],
      [`${SKUS.toLocaleString("en")} SKUs`, any, CLIENTS, 4_000],
    ] as const) {
      const reference = { value: await perSecond(locking, pick, { clients }), name: "SELECT … FOR UPDATE" };
      const value = await perSecond(ledger, pick, { clients });
      const name = `reservations of ${what} by ${clients} clients`;
      yield figure({ figure: name, value, unit: "/s", goal, bound: "at least", reference });
    }
    const ours = await sellOut(ledger, few);
    yield figure({ figure: "oversold by the ledger, of 100", value: ours - FEW, unit: "pieces", goal: 0 });
  } finally {
    await pool.end();
    await stock.db.close();
  }
}

/** How many pieces all clients together get of goods until each has been told twice that there are none. */
async function sellOut(take: Take, gtin: string): Promise<number> {
  let sold = 0;
  const client = async (_: unknown, number: number) => {
    for (let refused = 0; refused < 2;)
      if (await take(number, gtin)) sold++;
      else refused++;
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return sold;
}

async function perSecond(take: Take, pick: () => string, { clients = CLIENTS, seconds = SECONDS } = {}): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1_000;
  let taken = 0;
  const client = async (_: unknown, number: number) => {
    while (performance.now() < until) if (await take(number, pick())) taken++;
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (taken * 1_000) / (performance.now() - started);
}

/** As shops are often written: what was read is believed when it is written. */
function naively(pool: Pool): Take {
  return async (_, gtin) => {
    const { rows } = await pool.query<{ reserved: number; on_hand: number }>("SELECT on_hand, reserved FROM plain_stock WHERE gtin = $1", [
      gtin,
    ]);
    const [row] = rows;
    if (!row || row.on_hand - row.reserved < 1) return false;
    await pool.query("UPDATE plain_stock SET reserved = $2 WHERE gtin = $1", [gtin, row.reserved + 1]);
    return true;
  };
}

/** Right, and one after the other: each customer waits for the commits of all before. Notes the reservation, as it must. */
function underLock(pool: Pool): Take {
  return async (client, gtin) => {
    const connection = await pool.connect();
    try {
      await connection.query("BEGIN");
      const { rows } = await connection.query<{ left: number }>(
        "SELECT on_hand - reserved AS left FROM plain_stock WHERE gtin = $1 FOR UPDATE",
        [gtin],
      );
      const isThere = (rows[0]?.left ?? 0) >= 1;
      if (isThere) {
        await connection.query("UPDATE plain_stock SET reserved = reserved + 1 WHERE gtin = $1", [gtin]);
        await connection.query("INSERT INTO plain_reservations (client, gtin) VALUES ($1, $2)", [client, gtin]);
      }
      await connection.query("COMMIT");
      return isThere;
    } finally {
      connection.release();
    }
  };
}

/** The product's own way in, by one process. */
function byLedger(stock: StockApp): Take {
  const reserve = createReserveFront(stock);
  let asked = 0;
  return async (client, gtin) => !("problem" in (await reserve({ key: `${client} ${++asked}`, lines: [{ gtin, quantity: 1 }] })));
}

async function makePlainTable(pool: Pool): Promise<void> {
  await pool.query(
    "CREATE TABLE plain_stock (gtin text PRIMARY KEY, on_hand integer NOT NULL, reserved integer NOT NULL) WITH (fillfactor = 50)",
  );
  await pool.query("CREATE TABLE plain_reservations (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, client integer, gtin text)");
  await pool.query(
    "INSERT INTO plain_stock SELECT lpad(n::text, 14, '0'), CASE n WHEN $1 THEN $2::integer ELSE $3 END, 0 FROM generate_series(0, $1) n",
    [...[SKUS, FEW, PLENTY]],
  );
}

async function receive(stock: StockApp): Promise<void> {
  for (let first = 0; first <= SKUS; first += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, SKUS + 1 - first) }, (_, n) => first + n);
    const receipts = numbers.map(
      (n) => ({ kind: "receive", key: `receipt ${n}`, ...PLACE, gtin: gtinOf(n), quantity: n === SKUS ? FEW : PLENTY }) as const,
    );
    await inTransaction(stock, (ctx) => post(ctx, receipts));
  }
  // As it is after the first minute of any database.
  await stock.db.pool.query("ANALYZE");
}

const PLACE = { warehouse: "alpha", lot: "L1", expiry: null };

function gtinOf(number: number): string {
  return String(number).padStart(14, "0");
}
