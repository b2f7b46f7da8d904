import type { Link } from "./links-from.ts";

/** More than a walk can name. */
const MOST_SUBJECTS = 2 ** 26;

/** Links, each once: who is followed again finds the same ones again. */
export function linkSet() {
  const between = new Map<number, Link[]>();
  const links: Link[] = [];
  return {
    add(link: Link): void {
      const ends = link.from * MOST_SUBJECTS + link.to;
      const known = between.get(ends);
      if (known?.some((other) => isSame(other, link))) return;
      if (known === undefined) between.set(ends, [link]);
      else known.push(link);
      links.push(link);
    },
    all: (): readonly Link[] => links,
  };
}

function isSame(a: Link, b: Link): boolean {
  return a.kind === b.kind && a.since === b.since && a.until === b.until && a.declaredInError === b.declaredInError;
}
