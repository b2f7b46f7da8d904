import { expect } from "chai";
import type { JourneyView, StatementView } from "@waybill/protocol/schemas/api/traceability";
import { eventsOf, keyFactsOf, stopsOf, voicesOf } from "../../src/features/journey/model/story.ts";
import { createLettuce, SALAD } from "../fixtures/lettuce.ts";

describe("the story of a journey", () => {
  let journey: JourneyView;
  before(async () => {
    ({ journey } = await createLettuce({ claimed: 1 }));
  });

  it("tells events in order of time, whatever the order of the statements", () => {
    const backwards = { ...journey, statements: journey.statements.toReversed() };
    const times = eventsOf(backwards).map(({ first }) => Date.parse(first.eventTime));
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });

  it("joins statements of two organisations about one event", () => {
    const joined = eventsOf(journey).filter(({ reporters }) => reporters.length > 1);
    expect(joined).to.have.length(1);
    expect(joined[0]?.reporters.map(({ name }) => name)).to.have.members(["Glades Row Farms", "Indian River Packing"]);
  });

  it("keeps an error declaration apart from the event that it corrects", () => {
    const [last] = journey.statements.slice(-1) as [StatementView];
    const correction = { ...last, commitment: `0x${"ab".repeat(32)}`, declaresError: true } as StatementView;
    const before = eventsOf(journey).length;
    expect(eventsOf({ ...journey, statements: [...journey.statements, correction] })).to.have.length(before + 1);
  });

  it("takes as origin the first event that brought goods into being, not one that claims to be earlier", () => {
    const { origin } = keyFactsOf(eventsOf(journey));
    expect(origin?.first.place?.name).to.equal("Field 7, Belle Glade");
  });

  it("sees the goods last where an event about the very subject was", () => {
    const events = eventsOf(journey);
    const { lastSeen } = keyFactsOf(events);
    expect(lastSeen?.first.items.some(({ subject }) => subject === SALAD)).to.equal(true);
    expect(lastSeen?.first.place?.name).to.equal("Kitchen, Detroit");
  });

  it("does not take facts from an event that was declared to be wrong", () => {
    const events = eventsOf(journey).map((event) => ({ ...event, first: { ...event.first, declaredInError: event.isDirect } }));
    expect(keyFactsOf(events).lastChange?.isDirect).to.equal(false);
  });

  it("counts who signed and who only claimed", () => {
    const claimed = voicesOf(journey.statements).filter((voice) => voice.claimed > 0);
    expect(claimed).to.have.length(1);
    expect(claimed[0]?.claimed).to.equal(1);
  });

  it("takes neither the last sighting nor a stop from what only speaks of a recall", () => {
    const [first] = journey.statements as [StatementView];
    const last = journey.statements.find(({ items }) => items.some(({ subject }) => subject === SALAD)) ?? first;
    const notice = {
      ...last,
      commitment: `0x${"cd".repeat(32)}`,
      eventId: "ni:///recall",
      eventTime: "2026-05-01T09:00:00Z",
    } as StatementView;
    const told = (recallOnly: boolean) =>
      eventsOf({ ...journey, statements: [...journey.statements, { ...notice, place: first.place, recallOnly }] });
    expect(keyFactsOf(told(false)).lastSeen?.first.place).to.equal(first.place);
    expect(keyFactsOf(told(true)).lastSeen?.first.place?.name).to.equal("Kitchen, Detroit");
    expect(stopsOf(told(false))).to.have.length(stopsOf(eventsOf(journey)).length + 1);
    expect(stopsOf(told(true))).to.deep.equal(stopsOf(eventsOf(journey)));
    expect(keyFactsOf(told(true)).lastChange?.eventId).to.equal("ni:///recall");
  });

  it("merges events at one place in a row into one stop and keeps a return as another", () => {
    const stops = stopsOf(eventsOf(journey));
    for (const [index, stop] of stops.slice(1).entries()) expect(stop.place.gln).not.to.equal(stops[index]?.place.gln);
    expect(stops.flatMap(({ events }) => events)).to.have.length(eventsOf(journey).filter(({ first }) => first.place !== null).length);
  });
});
