import { hash } from "node:crypto";
import type { HookCtx } from "../../platform/context.ts";
import { decide, refused, type Refused } from "./decide.ts";
import { applyMove, balanceAt, dayOf, isMark, type Move, type Place, type Stock, type StockRequest } from "./stock.domain.ts";
import { findMoves, gtinsReserved, insertMarks, insertMoves, lockBalances, makeBalances } from "./stock.store.ts";

/** What the ledger needs: something that runs SQL in a transaction of the caller's, and a clock. */
export type LedgerCtx = Pick<HookCtx, "tx" | "clock">;

export type ReserveRequest = Extract<StockRequest, { kind: "reserve" }>;

/** What became of a request: the moves that it made, now or when it first came, or why it made none. */
export type Answer = { moves: readonly Move[]; isRepeat: boolean } | Refused;

/**
 * Decides requests in the caller's transaction, in their order, each by itself: those that are refused leave nothing behind. The balances of their
 * GTINs are locked until it ends; whoever has several requests hands them over together, so that two callers do not wait for each other.
 *
 * @returns an answer for each request. One that was granted is answered with the same moves again; one that was refused is decided anew.
 * @throws a unique violation (23505) when the same key comes twice at the same moment with other content: the transaction is then undone
 */
export async function post(ctx: LedgerCtx, requests: readonly StockRequest[]): Promise<Answer[]> {
  const { answers, added } = await decideAll(ctx, requests);
  // A reservation that has just been made, or released, by somebody else is seen by whoever asks again.
  if (!(await insertMarks(ctx, added.filter(isMark)))) return post(ctx, requests);
  await insertMoves(
    ctx,
    added.filter((move) => !isMark(move)),
  );
  return answers;
}

/**
 * The same for reservations alone, and the end of their transaction: on a pipelined connection it is asked for before the moves are in.
 *
 * @param commit asks for it; where the moves are refused, the database makes of it what it must
 */
export async function postAndCommit(
  ctx: LedgerCtx,
  requests: readonly ReserveRequest[],
  commit: () => Promise<unknown>,
): Promise<Answer[]> {
  const { answers, added } = await decideAll(ctx, requests);
  await Promise.all([insertMoves(ctx, added), commit()]);
  return answers;
}

async function decideAll(ctx: LedgerCtx, requests: readonly StockRequest[]): Promise<{ answers: Answer[]; added: Move[] }> {
  const at = ctx.clock.now();
  const reservations = [...new Set(requests.flatMap((request) => reservationOf(request) ?? []))];
  const places = requests.flatMap(placesOf);
  const wanted = requests.flatMap((request) => ("lines" in request ? request.lines : []));
  const gtins = [...[...places, ...wanted].map(({ gtin }) => gtin), ...(await gtinsReserved(ctx, reservations))];
  // What is not there cannot be locked.
  await makeBalances(ctx, places);
  // In this order, on one connection: what was written while the locks were waited for is seen.
  const [locked, earlier] = await Promise.all([
    lockBalances(ctx, [...new Set(gtins)], [...new Set(places.map(({ warehouse }) => warehouse))]),
    findMoves(
      ctx,
      requests.map(({ key }) => key),
      reservations,
    ),
  ]);
  const balances: Stock["balances"] = new Map();
  for (const balance of locked) Object.assign(balanceAt(balances, balance), balance);
  const stock: Stock = { balances, held: heldAfter(earlier), today: dayOf(at) };
  const byKey = Map.groupBy(earlier, ({ key }) => key);
  const added: Move[] = [];
  const answers = requests.map((request): Answer => {
    const content = contentOf(request);
    const before = byKey.get(request.key);
    if (before?.[0]?.content === content) return { moves: before, isRepeat: true };
    if (request.kind === "reserve" && before?.some(isMark))
      return refused("letGo", undefined, { gtin: request.lines[0]?.gtin ?? "", left: 0 });
    if (before) return refused("keyReused");
    const decided = decide(stock, request);
    if (!Array.isArray(decided)) return decided;
    const { reference = null } = request;
    const reservation = reservationOf(request);
    // Under the key of the reservation: of it and of whoever makes that reservation at the same moment, only one is stored.
    const key = reservation !== null && decided.some(isMark) ? reservation : request.key;
    if (byKey.has(key)) return refused("unknownReservation");
    const moves = decided.map((draft, part): Move => ({ ...draft, key, part, content, reference, reservation, at }));
    for (const move of moves) applyMove(stock, move);
    if (moves.length > 0) byKey.set(key, moves);
    added.push(...moves);
    return { moves, isRepeat: false };
  });
  return { answers, added };
}

/** The reservation that a request is about; null for one that makes one, and for all others. */
function reservationOf(request: StockRequest): string | null {
  return "reservation" in request ? (request.reservation ?? null) : null;
}

/** Where something may come to be that never was there. */
function placesOf(request: StockRequest): Place[] {
  if (!("gtin" in request)) return [];
  return request.kind === "transfer" ? [request, { ...request, warehouse: request.to }] : [request];
}

/**
 * The moves of a request that was granted.
 *
 * @throws {ProblemError} why it was refused: the caller's transaction is undone
 */
export function granted(answer: Answer | undefined): readonly Move[] {
  if (answer === undefined) throw new Error("each request has an answer");
  if ("problem" in answer) throw answer.problem;
  return answer.moves;
}

/** What reservations hold after all their moves. */
export function heldAfter(moves: readonly Move[]): Stock["held"] {
  const stock: Stock = { balances: new Map(), held: new Map(), today: "" };
  for (const move of moves) applyMove(stock, move);
  return stock.held;
}

/** What is asked, but for the key, in an order that does not depend on who wrote it down. */
const CONTENT = ["kind", "reference", "gtin", "warehouse", "lot", "expiry", "quantity", "counted", "lines", "reservation", "to", "parts"];

/** A short digest: enough to tell one request under a key from another. */
function contentOf(request: StockRequest): string {
  return hash("sha256", JSON.stringify(request, CONTENT), "base64url").slice(0, 22);
}
