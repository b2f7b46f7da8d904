import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { cn } from "../../lib/class-names.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { CardCells } from "../../ui/CardTable.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import type { ListParts } from "./definition.ts";
import { moveBetweenRows } from "./move-between-rows.ts";

interface ListTableProps<Item> {
  list: ListParts<Item>;
  items: readonly Item[];
  /** Keys of those that are chosen; null where there is nothing to choose them for. */
  chosen: ReadonlySet<string> | null;
  onChoose: (keys: ReadonlySet<string>) => void;
}

const box = "size-5 accent-(--accent)";

/** The items as rows, each with a box to choose it and what is folded away under it. */
export function ListTable<Item>({ list, items, chosen, onChoose }: ListTableProps<Item>) {
  const t = useText();
  const keys = items.map(list.keyOf);
  const isEvery = chosen !== null && keys.every((key) => chosen.has(key));
  return (
    <Table caption={t(list.title)} hideCaption className="cards lg:[&_td]:px-2.5 lg:[&_th]:px-2.5 lg:[&_th]:whitespace-normal">
      <thead>
        <tr>
          {chosen !== null && (
            <Th className="w-px" data-slot="choose">
              <label className="flex items-center gap-3">
                <input type="checkbox" className={box} checked={isEvery} onChange={() => onChoose(new Set(isEvery ? [] : keys))} />
                <span className="sm:sr-only">
                  <T id="list.choose.all" />
                </span>
              </label>
            </Th>
          )}
          {list.columns.map(({ id, head }) => (
            <Th key={id}>
              <T id={head} />
            </Th>
          ))}
          {list.details !== undefined && (
            <Th className="w-px">
              <T id="list.details" />
            </Th>
          )}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows}>
        {items.map((item) => (
          <Row key={list.keyOf(item)} {...{ list, item, chosen, onChoose }} />
        ))}
      </tbody>
    </Table>
  );
}

function Row<Item>({ list, item, chosen, onChoose }: Omit<ListTableProps<Item>, "items"> & { item: Item }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const [key, name] = [list.keyOf(item), list.nameOf(item)];
  const isChosen = chosen?.has(key) ?? false;
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  return (
    <>
      <tr data-row={key} className={cn(isChosen && "bg-accent-soft")}>
        {chosen !== null && (
          <Td className="w-px" data-slot="choose">
            <input type="checkbox" className={box} aria-label={t("list.choose", { name })} checked={isChosen} onChange={toggle} />
          </Td>
        )}
        <CardCells columns={list.columns.map(({ head, cell }) => ({ head: t(head), cell }))} row={item} />
        {list.details !== undefined && (
          <Td className="w-px" data-slot="more">
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={t("list.details.of", { name })}
              onClick={() => setOpen(!isOpen)}
              className="inline-flex min-h-6 min-w-8 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink"
            >
              <ChevronDown aria-hidden className={cn("size-5 transition-transform", isOpen && "rotate-180")} />
            </button>
          </Td>
        )}
      </tr>
      {isOpen && (
        <tr>
          <Td colSpan={list.columns.length + (chosen === null ? 1 : 2)} className="bg-sunken/50" data-slot="details">
            {/* As wide as what is seen of the table, and always in sight of it. */}
            <div className="sticky left-3 max-w-[calc(100vw-5rem)] lg:static lg:max-w-none">{list.details?.(item)}</div>
          </Td>
        </tr>
      )}
    </>
  );
}
