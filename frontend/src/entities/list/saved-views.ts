import { useState } from "react";
import { z } from "zod";
import { shelf } from "../../lib/storage.ts";
import { namesSomebody } from "./use-facets.ts";

/** More than anybody looks through. */
const MAX_VIEWS = 20;
const savedView = z.object({ name: z.string(), search: z.string() });
const savedViews = z.record(z.string(), z.array(savedView));

/** A list narrowed in some way, under a name. */
export type SavedView = z.infer<typeof savedView>;

/**
 * A person's own views of a list, in this browser: what somebody looks for is told to no server, and there is nothing of it to export or to erase.
 *
 * @param list name of the list
 */
export function useSavedViews(list: string, person: string) {
  const place = `waybill.views.${person}`;
  const [all, setAll] = useState(() => read(place));
  const views = all[list] ?? [];
  const keep = (next: readonly SavedView[]) => {
    // Another tab may have saved some meanwhile.
    const changed = { ...read(place), [list]: next.slice(-MAX_VIEWS) };
    shelf.setItem(place, JSON.stringify(changed));
    setAll(changed);
  };
  return {
    views,
    save: (view: SavedView) => keep([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(views.filter((view) => view.name !== name)),
  };
}

function read(place: string): z.infer<typeof savedViews> {
  try {
    const all = savedViews.catch({}).parse(JSON.parse(shelf.getItem(place) ?? "{}"));
    // From when people could be found by their addresses in the address of a page.
    const ofNobody = (views: readonly SavedView[]) => views.filter(({ search }) => !namesSomebody(search.replaceAll("%40", "@")));
    return Object.fromEntries(Object.entries(all).map(([list, views]) => [list, ofNobody(views)]));
  } catch {
    return {};
  }
}
