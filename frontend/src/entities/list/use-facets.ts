import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Facet, FacetRecord, ListParts } from "./definition.ts";

export interface FacetValues {
  /** By name; those that do not narrow are absent. */
  values: FacetRecord;
  /** The same as the query of an address, "" for none. */
  search: string;
  /** Null takes it off. */
  set: (name: string, value: string | null) => void;
  clear: () => void;
  /** Address of this page with the list narrowed like that, and others on it as they are. */
  hrefOf: (search: string) => string;
}

/** What the address says of a list's facets, and the way to say something else. What makes no sense there is taken out of it. */
export function useFacets({ facets, place }: Pick<ListParts<never>, "facets" | "place">): FacetValues {
  const { history } = useRouter();
  const { pathname, searchStr } = useLocation();
  const given = new URLSearchParams(searchStr);
  const prefix = place === undefined ? "" : `${place}.`;
  const values = Object.fromEntries(
    facets.flatMap((facet) => {
      const value = given.get(prefix + facet.name)?.trim() ?? "";
      return value !== "" && makesSense(facet, value) ? [[facet.name, value]] : [];
    }),
  );
  const senseless = facets
    .map(({ name }) => prefix + name)
    .filter((name) => given.has(name) && values[name.slice(prefix.length)] === undefined);
  const mended = senseless.length === 0 ? null : pathname + queryOf([...given].filter(([name]) => !senseless.includes(name)));
  // Otherwise the address would say what the list does not show.
  useEffect(() => {
    if (mended !== null) history.replace(mended);
  }, [history, mended]);
  // Of a list without a place nothing has a dot.
  const others = [...given].filter(([name]) => (place === undefined ? name.includes(".") : !name.startsWith(prefix)));
  const searchOf = (next: FacetRecord) => queryOf(Object.entries(next).map(([name, value]) => [prefix + name, value]));
  const hrefOf = (search: string) => pathname + queryOf([...new URLSearchParams(search), ...others]);
  const go = (next: FacetRecord) => history.push(hrefOf(searchOf(next)));
  return {
    values,
    search: searchOf(values),
    set(name, value) {
      const { [name]: _, ...rest } = values;
      go(value === null ? rest : { ...rest, [name]: value });
    },
    clear: () => go({}),
    hrefOf,
  };
}

/** What somebody is known by is no part of an address: those are kept in histories and in views, and passed on. */
export function namesSomebody(value: string): boolean {
  return value.includes("@");
}

function makesSense(facet: Facet, value: string): boolean {
  if (facet.kind === "choice") return facet.options.some((option) => option.value === value);
  return facet.kind === "text" ? !namesSomebody(value) : /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function queryOf(entries: [string, string][]): string {
  const query = new URLSearchParams(entries).toString();
  return query === "" ? "" : `?${query}`;
}
