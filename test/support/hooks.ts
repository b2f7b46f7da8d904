import { releaseResources } from "./resources.ts";

/** Loaded by .mocharc.json, so that a single test file cleans up after itself too. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    // Removing many databases from a busy disk takes its time.
    this.timeout(120_000);
    await releaseResources();
  },
};
