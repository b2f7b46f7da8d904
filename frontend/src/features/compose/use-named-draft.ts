import { gtinOf, useNames } from "../../entities/pickers/use-names.ts";
import type { Draft, PlaceChoice, ProductLine } from "./model/draft.ts";

/** The same draft, with the names that master data has for what carries a number only. They are shown, and never part of the event. */
export function useNamedDraft(draft: Draft): Draft {
  const { products, inputs, place, counterpart } = draft;
  const lines = [...products, ...inputs].filter(({ name }) => name === null);
  const places = [place, counterpart].filter((choice) => choice !== null && choice.name === null);
  const names = useNames(
    [...new Set(lines.flatMap(({ subject }) => gtinOf(subject) ?? []))],
    [...new Set(places.flatMap((choice) => choice?.gln ?? []))],
  );
  const named = (line: ProductLine) => ({ ...line, name: line.name ?? names.get(gtinOf(line.subject) ?? "") ?? null });
  const placed = (choice: PlaceChoice | null) => choice && { ...choice, name: choice.name ?? names.get(choice.gln) ?? null };
  return { ...draft, products: products.map(named), inputs: inputs.map(named), place: placed(place), counterpart: placed(counterpart) };
}
