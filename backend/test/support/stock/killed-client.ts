import { createReserveFront } from "../../../src/modules/stock/reserve-front.ts";
import { openStock } from "./process.ts";
import type { Heard, Share } from "./killed-clients.ts";

// A process with some of the clients: each reserves one thing after the other, from where its last answer was heard.
const share = JSON.parse(process.argv[2] ?? "{}") as Share;
const app = await openStock(share.url, 2);
const reserve = createReserveFront(app);
const answered: Heard[] = [];

/** What was answered is told at once, so that a kill loses no more than what is on its way. */
function tell(answer: Heard): void {
  if (answered.push(answer) === 1) setImmediate(() => void tellAll());
}

async function tellAll(): Promise<void> {
  if (answered.length > 0) await new Promise((told) => process.send?.(answered.splice(0), told));
}

await Promise.all(
  share.clients.map(async ({ client, from }) => {
    for (let number = from; number < share.attempts; number++) {
      const gtin = share.gtins[(number * 7 + client) % share.gtins.length] ?? "";
      const answer = await reserve({ key: `client ${client} ${number}`, lines: [{ gtin, quantity: 1 }] });
      tell([client, number, "problem" in answer ? null : gtin]);
    }
  }),
);
await tellAll();
await app.db.close();
process.disconnect();
