import { Download } from "lucide-react";
import { toCsv } from "../lib/csv.ts";
import { download } from "../lib/download.ts";
import { T } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";

type Row = readonly (string | number | null)[];

/** Offers the rows that are shown as a file, with exact values. */
export function SaveCsv({ name, heads, rows }: { name: string; heads: readonly string[]; rows: () => readonly Row[] }) {
  return (
    <Button size="small" className="no-print mt-3 mr-3" onClick={() => download(`${name}.csv`, toCsv([heads, ...rows()]), "text/csv")}>
      <Download aria-hidden />
      <T id="list.csv" />
    </Button>
  );
}
