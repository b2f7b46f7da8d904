/** Column in which times begin. */
const WIDTH = 60;

export interface Steps {
  /**
   * Does a piece of work and says so with its time.
   *
   * @param name What is done, e.g. "Postgres 18".
   * @param work May add a detail to the name, e.g. "on port 54321", or return early with "skip" so that no line appears.
   */
  run<Value>(name: string, work: (detail: (text: string) => void) => Promise<Value>): Promise<Value>;
}

/** Reports each step on one line when it is done. */
export function createSteps(write: (line: string) => void): Steps {
  return {
    async run(name, work) {
      const started = performance.now();
      let title = name;
      const value = await work((text) => (title = `${name} ${text}`));
      write(stepLine(title, performance.now() - started));
      return value;
    },
  };
}

/** E.g. `  ✓ Postgres 18 on port 54321 ……… 1.2 s`. */
export function stepLine(title: string, milliseconds: number): string {
  const dots = ".".repeat(Math.max(3, WIDTH - title.length));
  return `  ✓ ${title} ${dots} ${(milliseconds / 1000).toFixed(1)} s`;
}
