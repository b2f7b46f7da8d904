import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { testGuide } from "../support/guide.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";

/** What the guide calls what answers hold. */
const NAMED: readonly [variable: string, ...path: string[]][] = [
  ["FOOTPRINT", "footprint", "id"],
  ["PARTNER", "id"],
  ["CLIENT", "clientId"],
  ["SECRET", "clientSecret"],
  ["ACCESS", "access_token"],
];

describe("the guide for PACT", () => {
  let backend: TestBackend;
  const variables: Record<string, string> = {};
  before(async () => {
    backend = await startTestBackend();
    await register(backend, "guided");
    variables["WAYBILL"] = backend.url;
    variables["TOKEN"] = await tokenOf(backend, accountOf("guided").address);
  });
  after(() => backend.stop());

  testGuide("pact", {
    ...{ commands: 9, variables },
    heed: (answer) => {
      for (const [name, ...path] of NAMED) {
        const value = path.reduce<unknown>((node, member) => (node as Record<string, unknown> | undefined)?.[member], answer);
        if (typeof value === "string") variables[name] = value;
      }
    },
  });
});
