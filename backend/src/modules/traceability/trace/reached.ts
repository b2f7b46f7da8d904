/** A path to a subject, and how it is to be followed from there. */
export interface Path {
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
export interface Reached extends Path {
  /** Steps from the nearest subject that the walk began with. */
  level: number;
  /** False at the border of a walk that was stopped. */
  isFollowed: boolean;
}

/** The subjects of a walk. A path that leads to one by fewer restrictions than before makes it one to be followed again. */
export interface Nodes {
  readonly size: number;
  /** @returns false for another subject than those that there are, when there are `most` already */
  reach(path: Path, level: number, most: number): boolean;
  /** What is to be followed now; each is given once. */
  changed(): Reached[];
  all(): Reached[];
}

export function nodesOf(roots: readonly string[]): Nodes {
  const nodes = new Map<string, Reached>();
  let changed = new Map<string, Reached>();
  const reach: Nodes["reach"] = (path, level, most) => {
    const known = nodes.get(path.subject);
    if (known === undefined && nodes.size >= most) return false;
    const node = known === undefined ? { ...path, level, isFollowed: false } : widened(known, path);
    if (node !== known) {
      nodes.set(node.subject, node);
      changed.set(node.subject, node);
    }
    return true;
  };
  for (const subject of roots) reach({ subject, goesUp: true, goesDown: true, since: -Infinity, until: Infinity }, 0, Infinity);
  return {
    get size() {
      return nodes.size;
    },
    reach,
    changed() {
      const given = [...changed.values()];
      changed = new Map();
      return given;
    },
    all: () => [...nodes.values()],
  };
}

/** The same object when the path adds nothing. */
function widened(known: Reached, path: Path): Reached {
  const goesUp = known.goesUp || path.goesUp;
  const goesDown = known.goesDown || path.goesDown;
  const since = Math.min(known.since, path.since);
  const until = Math.max(known.until, path.until);
  const isSame = goesUp === known.goesUp && goesDown === known.goesDown && since === known.since && until === known.until;
  return isSame ? known : { ...known, goesUp, goesDown, since, until, isFollowed: false };
}
