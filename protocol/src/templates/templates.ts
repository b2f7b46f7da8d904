import type { JsonObject } from "../hashing/lossless-json.ts";
import { COLD_CHAIN } from "./cold-chain.ts";
import { EUDR } from "./eudr.ts";
import { FSMA204 } from "./fsma204.ts";
import { fitsTemplate, profileOf, type TemplateProfile } from "./profile.ts";
import type { Template } from "./template.ts";

/** Every template, rule by rule. */
export const TEMPLATES: readonly Template[] = [...FSMA204, ...EUDR, ...COLD_CHAIN];

export function findTemplate(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}

/**
 * Which data elements an event has, by every template that is about events of its kind; the fullest first. Of several accounts of one
 * event the fullest counts.
 */
export function profilesOf(accounts: readonly JsonObject[]): TemplateProfile[] {
  return TEMPLATES.flatMap((template) => {
    const profiles = accounts.filter((event) => fitsTemplate(event, template)).map((event) => profileOf(event, template));
    const [fullest] = profiles.toSorted((a, b) => b.given - a.given);
    return fullest === undefined ? [] : [fullest];
  }).toSorted((a, b) => b.given / b.required - a.given / a.required);
}
