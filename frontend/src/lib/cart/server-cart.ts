import { cart, type Cart, type CartLine } from "@waybill/protocol/schemas/api/cart";
import { ApiError, UnexpectedAnswerError } from "../api/errors.ts";
import { readJson } from "../api/http.ts";
import { getOwn, session } from "../session/session.ts";
import { browserCart } from "./browser-cart.ts";
import { merging, type CartChange } from "./lines.ts";

const PATH = "/api/cart";
/** So often other devices may come between before somebody is told. */
const ATTEMPTS = 5;

/** The cart of whoever is signed in. What this browser kept before that is put into it, once. */
export async function fetchCart(signal?: AbortSignal): Promise<Cart> {
  const kept = browserCart.lines();
  const found = await getOwn(PATH, cart, signal);
  if (kept.length === 0) return found;
  const merged = await changeCart(found, merging(kept));
  browserCart.forget(kept);
  return merged;
}

/** Changes the cart from a version that was read; where it is another one by now, that one is read and changed. @throws what the server says */
export async function changeCart(from: Cart | undefined, change: CartChange): Promise<Cart> {
  let current = from ?? (await getOwn(PATH, cart));
  for (let attempt = 1; ; attempt++) {
    const lines = change(current.lines);
    if (JSON.stringify(lines) === JSON.stringify(current.lines)) return current;
    try {
      return await put(current.version, lines);
    } catch (error) {
      const isOutOfDate = error instanceof ApiError && error.status === 412;
      if (!isOutOfDate || attempt === ATTEMPTS) throw error;
      current = await getOwn(PATH, cart);
    }
  }
}

async function put(version: number, lines: readonly CartLine[]): Promise<Cart> {
  const headers = { "content-type": "application/json", "if-match": `"${version}"` };
  const parsed = cart.safeParse(
    await readJson(PATH, await session.send(PATH, { method: "PUT", headers, body: JSON.stringify({ lines }) })),
  );
  if (!parsed.success) throw new UnexpectedAnswerError(PATH);
  return parsed.data;
}
