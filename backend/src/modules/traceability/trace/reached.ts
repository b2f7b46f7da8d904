/** How a subject is to be followed. */
export interface Way {
  /** To the units that it was in. */
  goesUp: boolean;
  /** To what it held. */
  goesDown: boolean;
  /** The time that matters, in milliseconds since 1970: a unit that only carried goods counts while it carried them. */
  since: number;
  until: number;
}

/** Without restrictions. */
export const WHOLE: Way = { goesUp: true, goesDown: true, since: -Infinity, until: Infinity };

/** A subject that a walk has reached. */
export interface Reached extends Way {
  number: number;
  subject: string;
  /** Steps from the nearest subject that the walk began with. */
  level: number;
  /** False at the border of a walk that was stopped. */
  isFollowed: boolean;
}

/**
 * The subjects of a walk, by numbers in the order in which they are first named: a walk compares each of them many times. A way that leads to
 * one by fewer restrictions than before makes it one to be followed again.
 */
export interface Nodes {
  /** How many were reached. */
  readonly size: number;
  /** All that were named, by their numbers. */
  readonly subjects: readonly string[];
  numberOf(subject: string): number;
  /** @returns false for another subject than those that there are, when there are `most` already */
  reach(number: number, way: Way, level: number, most: number): boolean;
  /** What is to be followed now; each is given once. */
  changed(): Reached[];
  all(): Reached[];
}

export function nodesOf(roots: readonly string[]): Nodes {
  const numbers = new Map<string, number>();
  const subjects: string[] = [];
  const nodes = new Map<number, Reached>();
  let changed = new Map<number, Reached>();
  const numberOf = (subject: string): number => {
    const known = numbers.get(subject);
    if (known !== undefined) return known;
    numbers.set(subject, subjects.length);
    return subjects.push(subject) - 1;
  };
  const reach: Nodes["reach"] = (number, way, level, most) => {
    const known = nodes.get(number);
    if (known === undefined && nodes.size >= most) return false;
    const node = known === undefined ? made({ number, subject: subjects[number] ?? "", level }, way) : widened(known, way);
    if (node !== known) {
      nodes.set(number, node);
      changed.set(number, node);
    }
    return true;
  };
  for (const subject of roots) reach(numberOf(subject), WHOLE, 0, Infinity);
  return {
    ...{ subjects, numberOf, reach },
    get size() {
      return nodes.size;
    },
    changed() {
      const given = [...changed.values()];
      changed = new Map();
      return given;
    },
    all: () => [...nodes.values()],
  };
}

function made({ number, subject, level }: Pick<Reached, "number" | "subject" | "level">, { goesUp, goesDown, since, until }: Way): Reached {
  return { number, subject, level, goesUp, goesDown, since, until, isFollowed: false };
}

/** The same object when the way adds nothing. */
function widened(known: Reached, way: Way): Reached {
  const goesUp = known.goesUp || way.goesUp;
  const goesDown = known.goesDown || way.goesDown;
  const since = Math.min(known.since, way.since);
  const until = Math.max(known.until, way.until);
  const isSame = goesUp === known.goesUp && goesDown === known.goesDown && since === known.since && until === known.until;
  return isSame ? known : made(known, { goesUp, goesDown, since, until });
}
