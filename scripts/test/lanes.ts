/**
 * Works through a list in order with a few workers side by side.
 *
 * @param lanesOf How many lanes an item takes: two leave one worker fewer beside it, all of them none.
 * @returns the results in the order of the list.
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
  lanesOf: (item: Item) => number = () => 1,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  const active = new Set<Promise<unknown>>();
  let taken = 0;
  for (const item of items) {
    const own = Math.min(lanesOf(item), lanes);
    while (taken + own > lanes) await Promise.race(active);
    taken += own;
    const result = work(item);
    const leave = () => {
      taken -= own;
      active.delete(settled);
    };
    const settled: Promise<unknown> = result.then(leave, leave);
    active.add(settled);
    results.push(result);
  }
  return Promise.all(results);
}
