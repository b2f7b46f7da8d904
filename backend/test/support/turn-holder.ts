import { openDatabase } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { inTurn } from "../../src/platform/turns.ts";

/** A process that says so once it has a turn, and keeps it. Arguments: database, name of the turn, and how long it may be silent. */
const [url = "", name = "", silenceMilliseconds] = process.argv.slice(2);
const db = await openDatabase({ url, entities: [], migrations: [], log: createLogger("silent") });
await inTurn(
  { db },
  name,
  () => {
    process.send?.("begun");
    return new Promise(() => undefined);
  },
  Number(silenceMilliseconds),
);
