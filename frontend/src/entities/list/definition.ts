import type { Act } from "@waybill/protocol/permissions/table";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { SharedStream } from "../../lib/api/shared-stream.ts";
import type { MessageId } from "../../lib/i18n/text.tsx";

export interface Column<Item> {
  id: string;
  head: MessageId;
  cell: (item: Item) => ReactNode;
  /** The exact value, in the file. */
  csv: (item: Item) => string | number | null;
}

/** What narrows a list: a parameter of the page's address and of the request, under one name. */
export type Facet =
  | { kind: "choice"; name: string; label: MessageId; options: readonly { value: string; label: MessageId }[] }
  | { kind: "text" | "day"; name: string; label: MessageId };

/** Something that can be done with one item or many. */
export interface ListAct<Item> {
  id: string;
  /** Who may do it is offered it. */
  act: Act;
  label: MessageId;
  /** Heading of its preview; `{count}` is how many items it is about. */
  question: MessageId;
  /** Said when it is done; `{count}` is with how many items. */
  done: MessageId;
  /** False for items that it is not for; they are left out. */
  appliesTo?: (item: Item) => boolean;
  /** What it strikes, before it does. */
  reach: (items: readonly Item[]) => ReactNode;
  /** What it has to be told, for all of them at once. */
  asks?: { kind: "day" | "text"; label: MessageId };
  /** @param answer what it was told: `YYYY-MM-DD`, or a text; "" where it asks nothing */
  perform: (item: Item, answer: string) => Promise<unknown>;
  isDangerous?: true;
}

/** What tells that a list has changed. */
export interface ListNews {
  stream: SharedStream;
  /** By these alone; otherwise by all. */
  of?: readonly string[];
}

/** A list of the console: where it comes from, what is shown of it, what narrows it, and what can be done with it. */
export interface ListDefinition<Item> {
  /** Names files and saved views. */
  name: string;
  title: MessageId;
  /** GET, with `after`, `limit` and the facets. */
  path: string;
  item: z.ZodType<Item>;
  keyOf: (item: Item) => string;
  /** What people call it: said where one of many is meant. */
  nameOf: (item: Item) => string;
  columns: readonly Column<Item>[];
  facets: readonly Facet[];
  /** Said when there is nothing at all. */
  empty: MessageId;
  /** Asked again this often, in milliseconds; not while `news` tells of changes. */
  every?: number;
  /** Asked again when these are told: all of them together tell everything. At most two. */
  news?: readonly [ListNews] | readonly [ListNews, ListNews];
  acts?: readonly ListAct<Item>[];
  /** Folded away under its row: what does not fit into it, such as its history. */
  details?: (item: Item) => ReactNode;
}
