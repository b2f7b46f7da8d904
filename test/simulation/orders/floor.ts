import { setTimeout as pause } from "node:timers/promises";
import { askHttp, type HttpAnswer } from "./http.ts";

const SHELF = "a-1";
/** Between two looks at what there is to do: people walk. */
const WALK_MILLISECONDS = 100;
const RETRY_MILLISECONDS = 200;

interface Task {
  id: string;
  kind: string;
  bin: string;
  gtin: string;
  lot: string | null;
  quantity: number;
  done: number;
}

/** Somebody who works in a warehouse: picks, packs, loads, and carries back, until told to stop, whatever is answered. */
export interface Floor {
  receive(gtin: string, quantity: number): Promise<void>;
  /** Nobody works until `work`. */
  rest(): void;
  work(): void;
  stop(): Promise<void>;
}

export function createFloor(url: string, { name, password }: { name: string; password: string }): Floor {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
  let isResting = false;
  let isOver = false;
  const get = async <Item>(path: string): Promise<Item[]> =>
    ((await askHttp("GET", `${url}${path}`, { headers: { Authorization: authorization } })).body["items"] as Item[] | undefined) ?? [];
  // The key says what is meant, so that what nobody knows the end of may be sent again.
  const post = (path: string, key: string, body: unknown, method = "POST"): Promise<HttpAnswer> =>
    askHttp(method, `${url}${path}`, { headers: { Authorization: authorization, "Idempotency-Key": key }, body });

  async function look(): Promise<void> {
    for (const { id, kind, bin, gtin, lot, quantity, done } of await get<Task>("/api/floor/tasks")) {
      const left = quantity - done;
      if (kind === "pick") await post(`/api/floor/tasks/${id}/pick`, `pick:${id}:${done}`, { bin, gtin, lot, quantity: left });
      if (kind === "unpack") await post(`/api/floor/tasks/${id}/unpack`, `unpack:${id}:${done}`, { to: SHELF, quantity: left });
    }
    for (const { id, fence, state } of await get<{ id: string; fence: number; state: string }>("/api/floor/shipments")) {
      if (state === "picked") await post(`/api/floor/shipments/${id}/pack`, `pack:${id}:${fence}`, {});
      if (state === "loadable") await post(`/api/floor/shipments/${id}/ship`, `ship:${id}:${fence}`, { carrier: "Bike", tracking: "T1" });
    }
  }
  const working = (async () => {
    while (!isOver) {
      if (!isResting) await look();
      await pause(WALK_MILLISECONDS);
    }
  })();
  const insist = async (act: () => Promise<HttpAnswer>): Promise<void> => {
    for (;;) {
      const { status, body } = await act();
      if (status >= 200 && status < 300) return;
      if (status >= 400 && status < 500 && status !== 409) throw new Error(`the floor was answered ${status}: ${JSON.stringify(body)}`);
      await pause(RETRY_MILLISECONDS);
    }
  };
  return {
    async receive(gtin, quantity) {
      await insist(() => post(`/api/floor/bins/${SHELF}`, `bin:${SHELF}`, undefined, "PUT"));
      await insist(() => post("/api/floor/receipts", `receive:${gtin}`, { gtin, lot: "L1", expiry: null, quantity, bin: SHELF }));
    },
    rest: () => void (isResting = true),
    work: () => void (isResting = false),
    async stop() {
      isOver = true;
      await working;
    },
  };
}
