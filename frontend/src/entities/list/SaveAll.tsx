import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toCsv } from "../../lib/csv.ts";
import { download } from "../../lib/download.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { useToast } from "../../ui/Toast.tsx";
import type { ListParts } from "./definition.ts";
import { MAX_SAVED } from "./use-list.ts";

export interface Saved<Item> {
  items: readonly Item[];
  /** Nothing was left out. */
  isWhole: boolean;
}

/** Offers all that matches as a file, also what is not shown yet. */
export function SaveAll<Item>({ list, save }: { list: ListParts<Item>; save: () => Promise<Saved<Item>> }) {
  const t = useText();
  const toast = useToast();
  const saving = useMutation({
    mutationFn: save,
    onSuccess({ items, isWhole }) {
      const columns = list.columns.flatMap(({ head, csv }) => (csv === null ? [] : [{ head: t(head), csv }]));
      const rows = items.map((item) => columns.map(({ csv }) => csv(item)));
      download(`${list.name}.csv`, toCsv([columns.map(({ head }) => head), ...rows]), "text/csv");
      if (!isWhole) toast("unknown", t("list.csv.cut", { count: MAX_SAVED }));
    },
    onError: (error) => toast("failed", t("list.csv.failed"), error.message),
  });
  return (
    <Button size="small" className="no-print" busy={saving.isPending} onClick={() => saving.mutate()}>
      <Download aria-hidden />
      <T id="list.csv" />
    </Button>
  );
}
