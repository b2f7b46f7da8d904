/** A warehouse as people say it, by its short name: `alpha-2` is “Alpha 2”. */
export function placeName(warehouse: string): string {
  return warehouse
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
