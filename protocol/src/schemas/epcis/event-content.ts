/** What the schema's nested choices ask of each type of event, in words. */
const CONTENT: Readonly<Record<string, string>> = {
  ObjectEvent: "needs an epcList, a quantityList, or a sensorElementList with a readPoint",
  AggregationEvent: "needs childEPCs or a childQuantityList with at least one member, unless the action is DELETE",
  AssociationEvent: "needs childEPCs or a childQuantityList with at least one member, unless the action is DELETE",
  TransactionEvent: "needs an epcList or a quantityList, unless the action is DELETE",
  TransformationEvent: "needs inputs and outputs, or a transformationID with either of them",
};

/** Why an event fails although each of its members is right on its own: pointer below the event, and message. */
export function contentProblem(event: unknown): { below: string; message: string } {
  const { type, ilmd, action } = (event ?? {}) as Record<string, unknown>;
  if (type === "ObjectEvent" && ilmd !== undefined && action !== "ADD") {
    return { below: "/ilmd", message: "is allowed only when the action is ADD" };
  }
  return { below: "", message: (typeof type === "string" && CONTENT[type]) || "lacks something that its type requires" };
}
