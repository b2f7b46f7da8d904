/**
 * Works through a list in order with a few workers side by side.
 *
 * @param isAlone Items that wait until nothing else runs, and let nothing begin beside them.
 * @returns the results in the order of the list.
 */
export async function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
  isAlone: (item: Item) => boolean = () => false,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  const active = new Set<Promise<unknown>>();
  const drainTo = async (count: number) => {
    while (active.size > count) await Promise.race(active);
  };
  for (const item of items) {
    await drainTo(isAlone(item) ? 0 : lanes - 1);
    const result = work(item);
    const settled: Promise<unknown> = result.then(
      () => active.delete(settled),
      () => active.delete(settled),
    );
    active.add(settled);
    results.push(result);
    if (isAlone(item)) await drainTo(0);
  }
  return Promise.all(results);
}
