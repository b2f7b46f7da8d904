/** True for an event ID that is computed from the event: a copy of the event then has it by right. */
export function isMadeFromHash(eventId: string): boolean {
  return eventId.startsWith("ni:///");
}
