import { expect } from "chai";
import { emissionAnswersTo, type EmissionVectors } from "../support/emission-answers.ts";
import { vector } from "../support/vectors.ts";

describe("footprint: the golden vectors", () => {
  const vectors = vector<EmissionVectors>("emissions.json");
  const answers = emissionAnswersTo(vectors);

  it("of transport hold: mass, distance and intensity, for a footprint and for a credit", () => {
    expect(answers.transport).to.deep.equal(vectors.transport);
  });

  it("of hubs and of energy hold", () => {
    expect(answers.throughput).to.deep.equal(vectors.throughput);
    expect(answers.energy).to.deep.equal(vectors.energy);
  });

  it("of parts by mass and of savings hold", () => {
    expect(answers.share).to.deep.equal(vectors.share);
    expect(answers.saved).to.deep.equal(vectors.saved);
  });

  it("that are beyond a limit are refused, never wrapped around", () => {
    expect(answers.refused).to.deep.equal(vectors.refused);
  });

  it("of great circles hold to the metre, in both directions", () => {
    expect(answers.greatCircle).to.deep.equal(vectors.greatCircle);
  });
});
