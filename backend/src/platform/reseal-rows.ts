import type { DataSource } from "typeorm";
import type { ServerKeys } from "../config/keys.ts";
import type { Secret } from "../config/secret.ts";
import type { Random } from "./ids.ts";

const AT_ONCE = 200;

/** Encrypts under the first of the server's keys what is encrypted under the others. Answers how many rows there were. */
export type Reseal = (dataSource: DataSource, random: Random, serverKeys: Secret<ServerKeys>) => Promise<number>;

/** A column that holds such secrets, in a table with a text for a key. */
export interface SealedRows {
  table: string;
  key: string;
  column: string;
  /** Opens with whichever key fits, and encrypts with the first. */
  again(owner: string, sealed: Buffer): Buffer;
}

/** Goes through a table some rows at a time, each locked while it is changed: what is erased meanwhile stays erased. */
export async function resealRows(dataSource: DataSource, { table, key, column, again }: SealedRows): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ""; after !== undefined;) {
    after = await dataSource.transaction(async (tx) => {
      const rows = await tx.query<{ owner: string; sealed: Buffer; place: string }[]>(
        `SELECT ${key} AS owner, ${column} AS sealed, ctid::text AS place FROM ${table}
         WHERE ${column} IS NOT NULL AND ${key} > $1 ORDER BY ${key} LIMIT ${AT_ONCE} FOR UPDATE`,
        [after],
      );
      for (const { owner, sealed, place } of rows)
        await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE ctid = $1::tid`, [place, again(owner, sealed)]);
      count += rows.length;
      return rows.at(-1)?.owner;
    });
  }
  return count;
}
