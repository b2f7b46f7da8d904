import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

/** The person whose wallet it is; a wallet that signs in for the first time makes one. */
export async function personOfWallet(ctx: Ctx, account: Address): Promise<string> {
  const { tx, clock, random } = ctx;
  // Two first sign-ins at once would make two persons.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('person ' || $1, 0))", [account]);
  const [known] = await selectRows<{ person: string }>(ctx, `SELECT person_id AS person FROM person_wallets WHERE account = $1`, [account]);
  if (known !== undefined) return known.person;
  const person = newId(random);
  await insertPerson(ctx, person);
  await tx.query("INSERT INTO person_wallets (account, person_id, added_at) VALUES ($1, $2, $3)", [account, person, clock.now()]);
  return person;
}

export async function insertPerson({ tx, clock }: Pick<Ctx, "tx" | "clock">, person: string): Promise<void> {
  await tx.query("INSERT INTO persons (id, created_at) VALUES ($1, $2)", [person, clock.now()]);
}

/** Whether there is such a person, who then is not erased before the transaction ends. One who is being erased is waited for. */
export async function holdPerson(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  return (await selectRows(ctx, "SELECT FROM persons WHERE id = $1 FOR KEY SHARE", [person])).length > 0;
}

/** The wallets with which a person signs in. */
export async function walletsOf(ctx: Pick<Ctx, "tx">, person: string): Promise<Address[]> {
  const rows = await selectRows<{ account: Address }>(
    ctx,
    "SELECT account FROM person_wallets WHERE person_id = $1 ORDER BY added_at, account",
    [person],
  );
  return rows.map(({ account }) => account);
}
