import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toCsv } from "../../lib/csv.ts";
import { download } from "../../lib/download.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { useToast } from "../../ui/Toast.tsx";
import type { ListDefinition } from "./definition.ts";
import { fetchAll, MAX_SAVED } from "./use-list.ts";

/** Offers all that matches as a file, also what is not shown yet. */
export function SaveAll<Item>({ list, facets }: { list: ListDefinition<Item>; facets: Readonly<Record<string, string>> }) {
  const t = useText();
  const toast = useToast();
  const saving = useMutation({
    mutationFn: () => fetchAll(list, facets),
    onSuccess({ items, isWhole }) {
      const heads = list.columns.map(({ head }) => t(head));
      download(`${list.name}.csv`, toCsv([heads, ...items.map((item) => list.columns.map(({ csv }) => csv(item)))]), "text/csv");
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
