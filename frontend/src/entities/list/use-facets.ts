import { useLocation, useRouter } from "@tanstack/react-router";
import type { Facet } from "./definition.ts";

export interface FacetValues {
  /** By name; those that do not narrow are absent. */
  values: Readonly<Record<string, string>>;
  /** The same as the query of an address, "" for none. */
  search: string;
  /** Null takes it off. */
  set: (name: string, value: string | null) => void;
  clear: () => void;
}

/** What the address says of a list's facets, and the way to say something else. What makes no sense there is left out. */
export function useFacets(facets: readonly Facet[]): FacetValues {
  const { history } = useRouter();
  const { pathname, searchStr } = useLocation();
  const given = new URLSearchParams(searchStr);
  const values = Object.fromEntries(
    facets.flatMap((facet) => {
      const value = given.get(facet.name)?.trim() ?? "";
      return value !== "" && makesSense(facet, value) ? [[facet.name, value]] : [];
    }),
  );
  const go = (next: Readonly<Record<string, string>>) => history.push(pathname + searchOf(next));
  return {
    values,
    search: searchOf(values),
    set(name, value) {
      const { [name]: _, ...others } = values;
      go(value === null ? others : { ...others, [name]: value });
    },
    clear: () => go({}),
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

function searchOf(values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(values).toString();
  return query === "" ? "" : `?${query}`;
}
