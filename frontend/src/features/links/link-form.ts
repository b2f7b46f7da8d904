import { linkDraft, type LinkDraft, type LinkView } from "@waybill/protocol/schemas/api/resolver";
import { linkOfEntry, readIdentifier } from "../../lib/identifier-entry.ts";
import type { MessageId } from "../../lib/i18n/text.tsx";

/** The form as typed. */
export interface LinkForm {
  identifier: string;
  type: LinkDraft["type"];
  href: string;
  title: string;
  language: string;
  validBy: LinkDraft["validBy"];
  replaces: LinkView["id"] | null;
}

export const EMPTY_LINK: LinkForm = { identifier: "", type: "pip", href: "", title: "", language: "", validBy: "calendar", replaces: null };

export type LinkProblems = Partial<Record<keyof LinkForm, { message: MessageId; values?: Record<string, string> }>>;

/** A form that replaces a link by another of the same identifier and type. */
export function replacing({ id, identifier, type, title, language, validBy }: LinkView): LinkForm {
  return { identifier, type, href: "", title, language: language ?? "", validBy, replaces: id };
}

/** The link that is about to be signed, from now on; or why there can be none yet. */
export function readLinkForm(form: LinkForm, now: Date): { link: LinkDraft; problems?: never } | { link?: never; problems: LinkProblems } {
  const problems: LinkProblems = {};
  const identifier = identified(form.identifier, "identifier", problems);
  const isSuccessor = form.type === "successor-version";
  const href = isSuccessor ? identified(form.href, "href", problems) : normalHref(form.href);
  const link = linkDraft.safeParse({
    identifier,
    type: form.type,
    href,
    title: form.title.trim(),
    ...(form.language.trim() === "" ? {} : { language: form.language.trim() }),
    validBy: form.validBy,
    from: Math.floor(now.getTime() / 1_000),
    ...(form.replaces === null ? {} : { replaces: form.replaces }),
  });
  for (const { path } of link.error?.issues ?? []) {
    if (path[0] === "href") problems.href ??= { message: "links.problem.href" };
    if (path[0] === "title") problems.title = { message: "links.problem.title" };
    if (path[0] === "language") problems.language = { message: "links.problem.language" };
  }
  return link.success && Object.keys(problems).length === 0 ? { link: link.data } : { problems };
}

/** Whatever names goods or a place, as a Digital Link. */
function identified(typed: string, field: "identifier" | "href", problems: LinkProblems): string {
  const entry = readIdentifier(typed);
  if (entry.kind === "problem" && entry.message !== "identifier.other-key")
    problems[field] = { message: entry.message, ...(entry.values ? { values: entry.values } : {}) };
  return linkOfEntry(typed) ?? typed.trim();
}

/** An address as a browser writes it; https where nothing is said. */
function normalHref(typed: string): string {
  const text = typed.trim();
  return URL.parse(/^[a-z]+:/i.test(text) ? text : `https://${text}`)?.href ?? text;
}
