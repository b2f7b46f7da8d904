/** What the trace graph is compared with: everything in memory, every rule in its plainest form, run until nothing changes. */

export type Told =
  | { kind: "made"; at: number; inputs: string[]; outputs: string[] }
  | { kind: "moved"; at: number; action: "ADD" | "OBSERVE" | "DELETE"; unit: string; contents: string[] };

interface Stay {
  content: string;
  unit: string;
  since: number;
  until: number;
}

/** Goods by name, and carriers with the time for which they count. */
export interface Outcome {
  goods: Set<string>;
  carriers: Set<string>;
}

export function simpleWalk(told: readonly Told[], root: string, direction: "back" | "forward"): Outcome {
  const stays = staysOf(told);
  const goods = new Set([root]);
  // Goods that were only found by opening a unit: on the way back, their other units do not matter.
  const opened = new Set<string>();
  const carriers = new Map<string, [since: number, until: number]>();
  for (let before = ""; ;) {
    const after = JSON.stringify([[...goods].sort(), [...opened].sort(), [...carriers].sort()]);
    if (after === before) break;
    before = after;
    for (const event of told) {
      if (event.kind !== "made") continue;
      const [mine, other] = direction === "back" ? [event.outputs, event.inputs] : [event.inputs, event.outputs];
      const reached = mine.filter((subject) => {
        const [since, until] = carriers.get(subject) ?? [Infinity, -Infinity];
        return goods.has(subject) || opened.has(subject) || (event.at <= until && (direction === "back" || event.at >= since));
      });
      for (const subject of other) if (reached.some((one) => one !== subject)) goods.add(subject);
    }
    for (const { content, unit, since, until } of stays) {
      if (goods.has(unit) || opened.has(unit)) (direction === "forward" ? goods : opened).add(content);
      const [from, to] = goods.has(content) ? [-Infinity, Infinity] : (carriers.get(content) ?? [Infinity, -Infinity]);
      const overlap: [number, number] = [Math.max(from, since), Math.min(to, until)];
      if (overlap[0] > overlap[1]) continue;
      const known = carriers.get(unit) ?? overlap;
      carriers.set(unit, [Math.min(known[0], overlap[0]), Math.max(known[1], overlap[1])]);
    }
  }
  const all = new Set([...goods, ...opened]);
  return { goods: all, carriers: new Set([...carriers.keys()].filter((unit) => !all.has(unit))) };
}

function staysOf(told: readonly Told[]): Stay[] {
  const stays: Stay[] = [];
  const moves = told.filter((event) => event.kind === "moved").sort((a, b) => a.at - b.at);
  for (const { at, action, unit, contents } of moves) {
    const inside = stays.filter((stay) => stay.unit === unit && stay.until === Infinity);
    if (action === "DELETE" && contents.length === 0) for (const stay of inside) stay.until = at;
    for (const content of contents) {
      const stay = inside.find((one) => one.content === content);
      if (action !== "DELETE" && !stay) stays.push({ content, unit, since: at, until: Infinity });
      if (action === "DELETE" && stay) stay.until = at;
      if (action === "DELETE" && !stay) stays.push({ content, unit, since: -Infinity, until: at });
    }
  }
  return stays;
}
