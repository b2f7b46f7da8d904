import type { Client, Connection, Submittable } from "pg";

const COLUMNS = "block_number, log_index, id, actor, hash, time, transaction_hash, timestamp";

export const CREATE = `
  CREATE TABLE IF NOT EXISTS anchors (block_number bigint NOT NULL, log_index integer NOT NULL, id bytea NOT NULL, actor bytea NOT NULL,
    hash bytea NOT NULL, time bigint NOT NULL, transaction_hash bytea NOT NULL, timestamp bigint NOT NULL);
  CREATE TABLE IF NOT EXISTS position (number bigint NOT NULL, is_complete boolean NOT NULL);
  INSERT INTO position SELECT $1, false WHERE NOT EXISTS (SELECT 1 FROM position)`;

/** Made after the load: several times cheaper than kept up during it. */
export const FINISH = `
  BEGIN;
  ALTER TABLE anchors ADD PRIMARY KEY (block_number, log_index);
  CREATE INDEX ON anchors (id);
  CREATE INDEX ON anchors (actor);
  UPDATE position SET is_complete = true;
  COMMIT`;

/** Sends rows that are already in Postgres's binary format. */
export function copyRows(client: Client, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const copy = {
      submit: (connection: Connection) => connection.query(`COPY anchors (${COLUMNS}) FROM STDIN (FORMAT binary)`),
      handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
        connection.sendCopyFromChunk(bytes);
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => void (failure = error),
      handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
    };
    client.query(copy as unknown as Submittable);
  });
}
