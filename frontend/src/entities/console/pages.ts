import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { Act } from "@waybill/protocol/permissions/table";
import type { MessageId } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";

export interface ConsolePage {
  href: string;
  label: MessageId;
  /** What it is for, in a sentence. */
  about: MessageId;
  /** Who may do this sees the page. */
  act: Act;
}

export interface ConsoleGroup {
  group: MessageId;
  pages: readonly ConsolePage[];
}

/** Every page of the console: its navigation, its overview and its command palette. */
export const CONSOLE_PAGES: readonly ConsoleGroup[] = [
  {
    group: "console.group.access",
    pages: [
      {
        ...{ href: "/admin/organisations", label: "console.organisations", about: "console.organisations.about" },
        act: "installation:listOrganisations",
      },
      { href: "/admin/people", label: "console.people", about: "console.people.about", act: "installation:listPeople" },
      { href: "/admin/keys", label: "console.keys", about: "console.keys.about", act: "installation:listKeys" },
      { href: "/admin/sessions", label: "console.sessions", about: "console.sessions.about", act: "installation:listSessions" },
      { href: "/admin/access", label: "console.access", about: "console.access.about", act: "installation:listRoles" },
    ],
  },
];

/** Those that somebody may see. */
export function pagesFor(me: Me): ConsoleGroup[] {
  return CONSOLE_PAGES.map(({ group, pages }) => ({ group, pages: pages.filter(({ act }) => mayDo(me, act)) })).filter(
    ({ pages }) => pages.length > 0,
  );
}
