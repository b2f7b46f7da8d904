import { PERSON_SCOPES } from "@waybill/protocol/permissions/scopes";
import type { Client } from "pg";
import { createAccessTokens } from "../../../../backend/src/modules/identity/sessions/access-token.ts";
import { ensureSessionKeys, openSessionKeys } from "../../../../backend/src/modules/identity/sessions/session-keys.ts";
import type { Config } from "../../../../backend/src/config/config.ts";
import type { App } from "../../../../backend/src/platform/app.ts";
import { systemClock } from "../../../../backend/src/platform/clock.ts";
import { systemRandom } from "../../../../backend/src/platform/ids.ts";

/** Somebody who is signed in. */
export interface Customer {
  accessToken: string;
  /** Where the reverse proxy in front of the shop says that it asks from: each has an allowance of its own. */
  address: string;
}

/** So many people with a session each. That they have signed in is not what is measured, so their sessions are written down, and their tokens signed as the shop does. */
export async function makeCustomers(shop: Client, config: Config, count: number): Promise<Customer[]> {
  const now = systemClock.now();
  await ensureSessionKeys(config.sessionKeysFile, now);
  const app = { config, clock: systemClock, random: systemRandom } as App;
  const tokens = createAccessTokens({ app, keys: openSessionKeys(config.sessionKeysFile) });
  const people = Array.from({ length: count }, (_, n) => ({ person: `load-person-${n}`, session: `load-session-${n}` }));
  const [persons, sessions] = [people.map(({ person }) => person), people.map(({ session }) => session)];
  await shop.query("INSERT INTO persons (id, created_at) SELECT unnest($1::text[]), now()", [persons]);
  await shop.query(
    `INSERT INTO sessions (id, person_id, account, amr, began_by, auth_time, created_at, used_at, expires_at, idle_at)
     SELECT session, person, NULL, '{swk}', 'wallet', $3, $3, $3, $3::timestamptz + interval '7 days', $3::timestamptz + interval '1 day'
     FROM unnest($1::text[], $2::text[]) AS given (session, person)`,
    // Of the moment that the tokens name: what is older than the proof is no token of the session.
    [sessions, persons, now],
  );
  return Promise.all(
    people.map(async ({ person, session }, n) => {
      const { accessToken } = await tokens.sign({
        ...{ kind: "session", credential: session, person, account: null, roles: [], installationRoles: [] },
        ...{ scopes: [...PERSON_SCOPES], authTime: now, amr: ["swk"] },
      });
      return { accessToken, address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` };
    }),
  );
}
