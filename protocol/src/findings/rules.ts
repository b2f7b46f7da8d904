import type { CaseFile } from "./case-file.ts";
import type { Finding } from "./finding.ts";
import { afterEnd } from "./rules/after-end.ts";
import { arrivedWithoutShipment } from "./rules/arrived-without-shipment.ts";
import { balanceUnknown, moreOutThanIn } from "./rules/balance.ts";
import { beforeOrigin } from "./rules/before-origin.ts";
import { conflictingTransformations } from "./rules/conflicting-transformations.ts";
import { consumedMoreThanExisted } from "./rules/consumed-more-than-existed.ts";
import { contentsDiffer } from "./rules/contents-differ.ts";
import { corroborated } from "./rules/corroborated.ts";
import { declaredInError } from "./rules/declared-in-error.ts";
import { disputed } from "./rules/disputed.ts";
import { departedTwice } from "./rules/departed-twice.ts";
import { impossibleTravel } from "./rules/impossible-travel.ts";
import { inTwoUnits } from "./rules/in-two-units.ts";
import { invalidCheckDigit } from "./rules/invalid-check-digit.ts";
import { lostTrack } from "./rules/lost-track.ts";
import { neverPacked } from "./rules/never-packed.ts";
import { notConnected } from "./rules/not-connected.ts";
import { originToldTwice } from "./rules/origin-told-twice.ts";
import { recalled } from "./rules/recalled.ts";
import { receivedBeforeSent } from "./rules/received-before-sent.ts";
import { reportedByAnother } from "./rules/reported-by-another.ts";
import { sameEventId } from "./rules/same-event-id.ts";
import { timeZoneMismatch } from "./rules/time-zone-mismatch.ts";
import { unknownOrigin } from "./rules/unknown-origin.ts";
import { usedBeforeReceived } from "./rules/used-before-received.ts";

/** Every rule, in the order in which a reader cares: what must not be used, what cannot be, what is missing, what else to know. */
export const RULES: readonly ((file: CaseFile) => Finding[])[] = [
  recalled,
  invalidCheckDigit,
  sameEventId,
  conflictingTransformations,
  contentsDiffer,
  consumedMoreThanExisted,
  moreOutThanIn,
  beforeOrigin,
  usedBeforeReceived,
  receivedBeforeSent,
  departedTwice,
  impossibleTravel,
  inTwoUnits,
  afterEnd,
  originToldTwice,
  arrivedWithoutShipment,
  unknownOrigin,
  neverPacked,
  lostTrack,
  balanceUnknown,
  timeZoneMismatch,
  reportedByAnother,
  notConnected,
  declaredInError,
  disputed,
  corroborated,
];
