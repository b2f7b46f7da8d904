import type { Act } from "@waybill/protocol/permissions/table";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { SharedStream } from "../../lib/api/shared-stream.ts";
import type { MessageId } from "../../lib/i18n/text.tsx";

export interface Column<Item> {
  id: string;
  head: MessageId;
  cell: (item: Item) => ReactNode;
  /** The exact value, in the file; null for what is in no file, such as buttons. */
  csv: ((item: Item) => string | number | null) | null;
}

/** One of a facet's values, as it is called on screen: by a text, or by itself. */
export type FacetOption = { value: string; label: MessageId } | { value: string; label?: never };

/** What narrows a list: a parameter of the page's address and of the request, under one name. */
export type Facet =
  | { kind: "choice"; name: string; label: MessageId; options: readonly FacetOption[] }
  | { kind: "text" | "day"; name: string; label: MessageId };

/** Something that can be done with one item or many. */
export interface ListAct<Item> {
  /** Told apart by it from the others of its list. */
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
  asks?: { kind: "day"; label: MessageId } | { kind: "text"; label: MessageId; maxCharacters?: number };
  /**
   * @param answer what it was told: `YYYY-MM-DD`, or a text; "" where it asks nothing
   * @param key of this act on this item: the same when it is tried again
   * @throws {StoppedHere} where the rest is not to be tried either
   */
  perform: (item: Item, answer: string, key: string) => Promise<unknown>;
  isDangerous?: true;
  /** What has to be there first, in the place of the button that does it: a wallet. */
  before?: ReactNode;
  /** Shown while it is being done: what a wallet asks. */
  meanwhile?: ReactNode;
}

/** What an act is called, without how it is done. */
export type ActWords = Pick<ListAct<never>, "id" | "act" | "label" | "question" | "done" | "isDangerous">;

/** An act on one item failed in a way that ends it for those after it, too. */
export class StoppedHere extends Error {}

/** What tells that a list has changed. */
export interface ListNews {
  stream: SharedStream;
  /** By these alone; otherwise by all. */
  of?: readonly string[];
}

/** What all lists of the console have: what is shown, what narrows them, and what can be done with them. */
export interface ListParts<Item> {
  /** Names files and saved views. */
  name: string;
  /** Before the names of its facets in the address, on a page with several lists. One of them needs none. */
  place?: string;
  title: MessageId;
  keyOf: (item: Item) => string;
  /** What people call it: said where one of many is meant. */
  nameOf: (item: Item) => string;
  columns: readonly Column<Item>[];
  facets: readonly [Facet, ...Facet[]];
  /** Said when there is nothing at all. */
  empty: MessageId;
  acts?: readonly ListAct<Item>[];
  /** What an admin’s own wallet does with them: how, the page adds, which has the wallet. */
  byWallet?: readonly ActWords[];
  /** Folded away under its row: what does not fit into it, such as its history. */
  details?: (item: Item) => ReactNode;
}

/** A list that the server narrows and hands out page by page. */
export interface ListDefinition<Item> extends ListParts<Item> {
  /** GET, with `after`, `limit` and the facets. */
  path: string;
  item: z.ZodType<Item>;
  /** Asked again this often, in milliseconds; not while `news` tells of changes. */
  every?: number;
  /** Asked again when these are told: all of them together tell everything. At most two. */
  news?: readonly [ListNews] | readonly [ListNews, ListNews];
}

/** A list of what its page has whole, such as what the node tells: narrowed here. */
export interface HeldListDefinition<Item> extends ListParts<Item> {
  fits: (item: Item, facets: FacetRecord) => boolean;
}

/** Values by name of the facet; those that do not narrow are absent. */
export type FacetRecord = Readonly<Record<string, string>>;
