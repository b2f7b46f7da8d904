import { setTimeout as pause } from "node:timers/promises";
import { signIn } from "../../../backend/test/support/sessions.ts";
import { send } from "../../../backend/test/support/backend.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Random } from "../random.ts";
import { askHttp, type HttpAnswer } from "./http.ts";

const RETRY_MILLISECONDS = 100;
const DELIVERY = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };

/** What customers did, and what they were told. */
export interface Told {
  /** Every key with which something was ordered. */
  keys: Set<string>;
  /** Order that a key was acknowledged with, each time. */
  acknowledged: { key: string; order: string }[];
  /** Orders that a customer was told are being called off. */
  calledOff: Set<string>;
  /** What no customer should ever be answered. */
  wrong: string[];
}

export function nothingTold(): Told {
  return { keys: new Set(), acknowledged: [], calledOff: new Set(), wrong: [] };
}

export interface Shopping {
  shops: readonly string[];
  told: Told;
  random: Random;
  gtins: readonly string[];
  /** Orders that this customer places. */
  orders: number;
  /** So often the same order is sent at once, to whichever process, as impatient people and retrying programs do. */
  copies?: number;
  /** How many of a hundred orders are called off, and how many are paid by a card that is declined. */
  cancelled?: number;
  declined?: number;
  /** Of those that are not declined, how many of a hundred are paid by a card whose bank answers later, by a webhook. */
  delayed?: number;
  /** Pieces of each line, at most. */
  pieces?: number;
}

/** Access tokens, once for each name: a session outlives the process that opened it. */
const tokens = new Map<string, Promise<string>>();

/** Somebody who orders, one order after the other, each until it is known to be placed. Gives up when nobody has answered for a minute. */
export async function runCustomer(name: string, shopping: Shopping): Promise<void> {
  const { shops, told, random, gtins, orders, copies = 1, cancelled = 0, declined = 0, delayed = 0, pieces = 2 } = shopping;
  const first = shops[0] as string;
  const signing = { url: first, request: (method: string, path: string, options?: object) => send(first, method, path, options) };
  const id = `${first} ${name}`;
  if (!tokens.has(id)) tokens.set(id, signIn(signing, name));
  const token = await (tokens.get(id) as Promise<string>);
  const headers = { Authorization: `Bearer ${token}` };
  for (let number = 0; number < orders; number++) {
    const key = random.hex(16);
    told.keys.add(key);
    const lines = random.shuffled(gtins).slice(0, random.integer(1, Math.min(2, gtins.length))).map((gtin) => ({ gtin, quantity: random.integer(1, pieces) })); // prettier-ignore
    const isDeclined = random.chance(declined / 100);
    // Drawn where it is asked for: the draws of other runs stay what they were.
    const isDelayed = delayed > 0 && random.chance(delayed / 100);
    const payment = { token: isDeclined ? "sandbox:decline" : isDelayed ? "sandbox:duplicate" : "sandbox:approve" };
    const body = { lines, delivery: DELIVERY, payment };
    const place = (shop: string): Promise<HttpAnswer> =>
      askHttp("POST", `${shop}/api/orders`, { headers: { ...headers, "Idempotency-Key": key }, body });
    const order = await insist(`the order ${key}`, async () => {
      const answers = await Promise.all(Array.from({ length: copies }, () => place(random.pick([...shops]))));
      for (const answer of answers) {
        if (answer.status === 202) told.acknowledged.push({ key, order: String(answer.body["id"]) });
        else if (!isUnknown(answer)) told.wrong.push(`an order was answered ${answer.status} ${String(answer.body["code"])}`);
      }
      return answers.find(({ status }) => status === 202)?.body["id"];
    });
    if (copies > 1) {
      // The key of another order: refused for good, whatever happens beside it.
      const other = await insist("a refusal", async () => {
        const answer = await askHttp("POST", `${random.pick([...shops])}/api/orders`, {
          headers: { ...headers, "Idempotency-Key": key },
          body: { ...body, delivery: { ...DELIVERY, city: "Bonn" } },
        });
        return isUnknown(answer) ? undefined : answer;
      });
      if (other.status !== 422) told.wrong.push(`a key was taken for another order: ${other.status}`);
    }
    if (random.chance(cancelled / 100)) {
      const answer = await insist("the word to a cancellation", async () => {
        const said = await askHttp("POST", `${random.pick([...shops])}/api/orders/${String(order)}/cancellation`, { headers });
        return isUnknown(said) ? undefined : said;
      });
      if (answer.status < 300) told.calledOff.add(String(order));
    }
    await pause(random.integer(10, 60));
  }
}

/** No answer, an error of the server, or the same request still under way elsewhere: it has to be asked again. */
function isUnknown({ status, body }: HttpAnswer): boolean {
  return status === 0 || status >= 500 || (status === 409 && String(body["code"]).startsWith("platform."));
}

async function insist<Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> {
  let value: Value | undefined;
  await waitFor(async () => (value = await ask()) !== undefined, {
    what,
    deadlineMilliseconds: 60_000,
    pollMilliseconds: RETRY_MILLISECONDS,
  });
  return value as Value;
}
