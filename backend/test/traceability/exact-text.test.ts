import { expect } from "chai";
import fc from "fast-check";
import { stringifyLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { claimedIn, CONTEXT, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";

/** Decimals as authors write them: sign, leading and trailing zeros, exponents, all within what a double holds. */
const writtenNumber = fc
  .record({
    whole: fc.integer({ min: 0, max: 99_999 }),
    fraction: fc.option(fc.stringMatching(/^[0-9]{1,6}$/), { nil: undefined }),
    exponent: fc.option(fc.constantFrom("e0", "E2", "e-3", "E+1"), { nil: undefined }),
  })
  .map(({ whole, fraction, exponent }) => `${whole}${fraction === undefined ? "" : `.${fraction}`}${exponent ?? ""}`);

const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !value.includes("\0") && value.isWellFormed());

describe("a captured event", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });
  after(() => backend.stop());

  it("comes back character by character, numbers as written, whatever text its extensions hold", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(writtenNumber, text, async (number, remark) => {
        const event = observation({
          "@context": [...CONTEXT, { ex: "https://example.org/ns/" }] as Json,
          "ex:run": String(run++),
          "ex:remark": remark,
        });
        const written = stringifyLossless(event).replace('"quantity":25', `"quantity":${number}`);
        const captured = await backend.request("POST", "/epcis/events", { text: written, token });
        expect(captured.status, `${written} ${captured.text}`).to.equal(201);
        const { eventId, commitment } = claimedIn(captured);
        const asked = { headers: { "GS1-EPC-Format": "Never_Translates" } };
        const found = await backend.request("GET", `/epcis/events/${encodeURIComponent(eventId)}`, asked);
        // The context moves to the document, and what only we know comes last.
        expect(found.text).to.include(`${written.slice(written.indexOf('"type"'), -1)},"eventID":"${eventId}","recordTime":"`);
        const bundle = (await backend.request("GET", `/api/statements/${commitment}/bundle`)).text;
        expect(bundle).to.include(`"event":${written}`);
      }),
      { numRuns: 40, seed: 20261121 },
    );
  });
});
