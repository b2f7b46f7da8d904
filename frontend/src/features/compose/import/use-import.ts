import { useEffect, useMemo, useState } from "react";
import { offsetText } from "../../../lib/local-time.ts";
import { checkRows, type CheckedRow } from "./model/check-rows.ts";
import { columnsFor, guessMapping, type Column, type ImportSubject } from "./model/columns.ts";
import type { Rows } from "./model/read-file.ts";
import { listSigned } from "../../../lib/outbox/signed-events.ts";

/** A file that was read, and what it is about. */
export interface ImportFile {
  name: string;
  rows: Rows;
  subject: ImportSubject;
}

/** Who imports it; null before a wallet is connected. */
export interface Importer {
  account: string | null;
  gln: string | null;
}

export interface Import {
  columns: readonly Column[];
  mapping: Readonly<Record<string, string>>;
  /** Gives a column another heading of the file, or none (""). */
  map: (column: string, head: string) => void;
  /** Rows checked so far. */
  done: number;
  /** Null while they are being checked. */
  checked: readonly CheckedRow[] | null;
}

/** Checks a file again whenever its mapping changes. */
export function useImport({ rows, subject }: ImportFile, { account, gln }: Importer): Import {
  const columns = useMemo(() => columnsFor(subject), [subject]);
  const [mapping, setMapping] = useState(() => guessMapping(columns, rows.heads));
  const [done, setDone] = useState(0);
  const [checked, setChecked] = useState<readonly CheckedRow[] | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    const now = new Date();
    setChecked(null);
    setDone(0);
    (account === null ? Promise.resolve(new Set<string>()) : listSigned(account))
      .then((signed) =>
        checkRows(
          rows.rows,
          { subject, mapping, offset: offsetText(now.getTimezoneOffset()), gln, now, signed },
          { onProgress: setDone, signal: stop.signal },
        ),
      )
      .then(setChecked)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    return () => stop.abort();
  }, [rows, subject, mapping, account, gln]);

  const map = (column: string, head: string) =>
    setMapping((before) => {
      const { [column]: _, ...others } = before;
      return head === "" ? others : { ...others, [column]: head };
    });
  return { columns, mapping, map, done, checked };
}
