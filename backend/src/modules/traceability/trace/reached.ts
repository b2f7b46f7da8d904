/** A way to a subject, and how it is to be followed from there. */
export interface Way {
  subject: string;
  /** To the units that it was in. */
  goesUp: boolean;
  /** To what it held. */
  goesDown: boolean;
  /** The time that matters, in milliseconds since 1970: a unit that only carried goods counts while it carried them. */
  since: number;
  until: number;
}

/** A subject that a walk has reached. */
export interface Reached extends Way {
  /** Steps from the nearest subject that the walk began with. */
  level: number;
  /** False at the border of a walk that was stopped. */
  isFollowed: boolean;
}

/** The subjects of a walk. A way that leads to one by fewer restrictions than before makes it one to be followed again. */
export interface Nodes {
  readonly size: number;
  has(subject: string): boolean;
  reach(way: Way, level: number): void;
  /** What is to be followed now; each is given once. */
  changed(): Reached[];
  all(): Reached[];
}

export function nodesOf(roots: readonly string[]): Nodes {
  const nodes = new Map<string, Reached>();
  let changed = new Map<string, Reached>();
  const reach: Nodes["reach"] = (way, level) => {
    const known = nodes.get(way.subject);
    const node = known === undefined ? { ...way, level, isFollowed: false } : widened(known, way);
    if (node === known) return;
    nodes.set(node.subject, node);
    changed.set(node.subject, node);
  };
  for (const subject of roots) reach({ subject, goesUp: true, goesDown: true, since: -Infinity, until: Infinity }, 0);
  return {
    get size() {
      return nodes.size;
    },
    has: (subject) => nodes.has(subject),
    reach,
    changed() {
      const given = [...changed.values()];
      changed = new Map();
      return given;
    },
    all: () => [...nodes.values()],
  };
}

/** The same object when the way adds nothing. */
function widened(known: Reached, way: Way): Reached {
  const goesUp = known.goesUp || way.goesUp;
  const goesDown = known.goesDown || way.goesDown;
  const since = Math.min(known.since, way.since);
  const until = Math.max(known.until, way.until);
  const isSame = goesUp === known.goesUp && goesDown === known.goesDown && since === known.since && until === known.until;
  return isSame ? known : { ...known, goesUp, goesDown, since, until, isFollowed: false };
}
