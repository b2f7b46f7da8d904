/**
 * True for goods that are many: a subject whose last identifier is a lot (AI 10). What happens to a part of them does not happen to all. Serials
 * and logistic units are single things.
 *
 * @example
 * isLot("https://id.gs1.org/01/09506000134352/10/LOT1"); // true
 */
export function isLot(subject: string): boolean {
  return /\/10\/[^/]+$/.test(subject);
}
