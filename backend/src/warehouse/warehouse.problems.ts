import { defineProblems } from "../platform/errors.ts";

export const WAREHOUSE_PROBLEMS = defineProblems("warehouse", {
  signInNeeded: {
    status: 401,
    title: "A name and a password of the staff, or the token of the shop, is needed.",
    help: "Send `Authorization: Basic …` with a name and password of this warehouse. The first account is made with `npm run waybill -- warehouse staff add <name> --lead`.",
  },
  tooManyAttempts: {
    status: 429,
    title: "Too many wrong passwords or codes.",
    help: "Wait for the time in `Retry-After`, then try again.",
    retryable: true,
  },
  forbidden: { status: 403, title: "This is for somebody else.", help: "The detail says for whom it is." },
  unknownDevice: {
    status: 403,
    title: "This device is not known to the warehouse.",
    help: "A lead makes a code for it at a known device, or whoever runs the warehouse with `npm run waybill -- warehouse device add <name>`; the code is written at this device within 15 minutes.",
  },
  unknownCode: {
    status: 422,
    title: "This code is not good, or not any more.",
    help: "A code is good once, for 15 minutes. Compare what was written, or have another one made.",
  },
  keyNeeded: {
    status: 400,
    title: "An Idempotency-Key is needed.",
    help: "Send a fresh `Idempotency-Key` with each new request, and the same again to repeat one: it is then done once.",
  },
  unknownBin: { status: 404, title: "There is no such bin.", help: "A lead makes bins with PUT /api/floor/bins/{code}." },
  unknownTask: { status: 404, title: "There is no such task.", help: "The list of tasks names those that wait." },
  unknownShipment: { status: 404, title: "There is no such shipment.", help: "Shipments are named by the shop." },
  unknownStaff: { status: 404, title: "Nobody of the staff has this id.", help: "The list of the staff names everybody." },
  noSuchDevice: { status: 404, title: "No device has this id.", help: "The list of devices names all of them." },
  unknownScan: {
    status: 404,
    title: "The code names nothing that is known here.",
    help: "Scan a bin, the SSCC of a parcel, or goods: a GTIN, a GS1 element string or a GS1 Digital Link.",
  },
  nameTaken: { status: 409, title: "Somebody of the staff has this name.", help: "Choose another name." },
  deviceNameTaken: {
    status: 409,
    title: "A known device has this name.",
    help: "Choose another name, or end the other device first.",
  },
  lastLead: { status: 409, title: "This is the last lead.", help: "Make somebody else a lead first." },
  weakPassword: { status: 422, title: "This password is too easy to guess.", help: "The detail says why. Choose another one." },
  olderFence: {
    status: 409,
    title: "This word is older than what was heard about the shipment.",
    help: "The detail names the fence that counts. Nothing was changed.",
  },
  otherWord: {
    status: 422,
    title: "Another word came with this fence.",
    help: "Each word about a shipment has a fence of its own; only the very same word may come again with it.",
  },
  hasLeft: { status: 409, title: "The shipment has left.", help: "Its message is on the way to the shop. Nothing was changed." },
  underWay: {
    status: 409,
    title: "The shipment is under way.",
    help: "Somebody has to know where it goes: call the order off, or let it leave, and say it again.",
  },
  taskTaken: { status: 409, title: "Somebody else has taken this task.", help: "Take another one, or let it be handed back." },
  taskOver: { status: 409, title: "This task is over.", help: "It was done, or the shipment has changed: read the list again." },
  wrongPlace: { status: 409, title: "This is not what the task says.", help: "The detail says what was expected. Nothing was moved." },
  expired: {
    status: 409,
    title: "These goods may not be sold any more.",
    help: "Leave them where they are: within a minute they are taken out of the shipment, and others of their kind are to be picked where there are some. Then take them out of stock.",
  },
  tooMany: { status: 409, title: "That is more than there is to do.", help: "The detail says how many are left." },
  notYet: {
    status: 409,
    title: "The shipment is not ready for this.",
    help: "The detail says where it stands: goods are picked, packed, let go by the shop, and then loaded.",
  },
  notAsPicked: { status: 409, title: "The parcels do not hold what was picked.", help: "Each unit that was picked is in one parcel." },
  noMoreNumbers: {
    status: 409,
    title: "All SSCCs of the prefix were given.",
    help: "Set SSCC_PREFIX to another prefix, or to one with fewer digits.",
  },
});
