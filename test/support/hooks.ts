import { releaseResources } from "./resources.ts";

/** Loaded by .mocharc.json, so that a single test file cleans up after itself too. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await releaseResources();
  },
};
