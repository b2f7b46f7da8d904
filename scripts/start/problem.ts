/** Why Waybill cannot start or go on: one sentence for the person at the terminal, who can do something about it. */
export class StartProblem extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "StartProblem";
  }
}

/** The services' errors are sentences for a person too; a defect would lose nothing but its place. */
export function asProblem<Value>(work: Promise<Value>, prefix = ""): Promise<Value> {
  return work.catch((error: unknown) => {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(`${prefix}${reasonOf(error)}`, { cause: error });
  });
}

/** The first line of any error, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code || error.name : String(error);
  return message.split("\n")[0] ?? "";
}
