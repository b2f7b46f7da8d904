import { expect } from "chai";
import { FULFILMENT, type FulfilmentState, type FulfilmentVerb } from "../../src/modules/orders/fulfilment/fulfilment.domain.ts";
import {
  changeFulfilment,
  findFulfilment,
  insertFulfilment,
  noteFulfilment,
} from "../../src/modules/orders/fulfilment/fulfilment.store.ts";
import type { Ctx } from "../../src/platform/context.ts";
import { ordersAtWarehouses } from "../support/orders/at-warehouses.ts";

/** Whatever it did is not to stay. */
class Undone extends Error {}

const VERBS = [...new Set(Object.values(FULFILMENT).flatMap((verbs) => Object.keys(verbs)))] as FulfilmentVerb[];
/** By which verbs one that is made comes to be so. */
const WAY_TO: Readonly<Record<FulfilmentState, readonly FulfilmentVerb[]>> = {
  ...{ open: [], held: ["hold"], instructed: ["instruct"], shipped: ["instruct", "ship"], cancelled: ["abandon"] },
};
const get = async (ctx: Ctx, id: string) => (await findFulfilment(ctx, id)) ?? expect.fail("it was made");

describe("what is done to a fulfilment order that is kept", () => {
  const { parts, run, inTx, cancel } = ordersAtWarehouses();

  for (const state of Object.keys(FULFILMENT) as FulfilmentState[])
    it(`changes what is ${state} by the verbs of the table alone, with all that its state asks for`, async () => {
      const id = await parts().shop.placed();
      for (const verb of VERBS) {
        const to = FULFILMENT[state][verb];
        // Nothing of it stays: each begins anew.
        const undone = await inTx(async (ctx) => {
          const made = { order: id, warehouse: "alpha", hasProgram: true, goods: [], heldFor: state === "held" ? "a wish" : null };
          const of = await insertFulfilment(ctx, { ...made, ...(state === "cancelled" && { endedFor: "called-off" }) }, WAY_TO[state]);
          const told = { fence: 1, isAsked: true, withdrawFor: "steered", wanted: { verb: "hold", reason: "a wish" } } as const;
          if (state === "instructed") await noteFulfilment(ctx, await get(ctx, of), told);
          const before = await get(ctx, of);
          const change = verb === "hold" ? { heldFor: "a wish" } : verb === "abandon" ? { endedFor: "gone-away" as const } : {};
          const failed = await changeFulfilment(ctx, before, verb, change).catch((error: Error) => error.message);
          const after = await get(ctx, of);
          if (to === undefined) {
            expect(failed, `${state} ${verb}`).to.equal(`what is ${state} has no verb ${verb}`);
            expect(after).to.deep.equal(before);
          } else {
            expect([failed, after.state, after.version], `${state} ${verb}`).to.deep.equal([undefined, to, before.version + 1]);
            const isStillTold = state === "instructed" && to === "instructed";
            expect([after.isAsked, after.withdrawFor !== null]).to.deep.equal([isStillTold, isStillTold]);
            expect(after.endedFor !== null).to.equal(to === "cancelled");
          }
          throw new Undone();
        }).catch((error: unknown) => error);
        expect(undone).to.be.instanceOf(Undone);
      }
      await cancel(id);
      await run(id);
    });
});
