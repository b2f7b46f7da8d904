import type { ConsoleAct, ConsoleList } from "./read-lists.ts";
import { broughtBy, consolePages } from "./console-modules.ts";

/** Why nothing is done with several of a list at once. */
export const WITHOUT_ACTS: Readonly<Record<string, string>> = {
  "access-functions": "which role a function takes is decided when contracts are deployed",
  "anchor-costs": "what is anchored stays",
  audit: "an entry is never changed",
  feeds: "what is read is decided when the service is set up",
  payments: "what was done about money is never changed; on the page of an order more is done",
  "postal-areas": "those of a country are said anew as a whole",
  reorgs: "the chain did it",
  retention: "how long things are kept is part of the program",
  returns: "what came back has come back; on the page of an order more is noted",
  "routing-prices": "what has counted is never changed",
  settings: "they are set where the program is started",
  "warehouse-conflicts": "each ends when both sides say the same, or on the page of its warehouse",
  "warehouse-history": "what has been is never changed",
  "warehouse-stock": "the warehouse says it; comparing puts the ledger right",
};

/** Where a record's history is, if not below its row. */
export const HISTORY_ELSEWHERE: Readonly<Record<string, string>> = {
  "access-functions": "what was done on chain, on the same page",
  "anchor-costs": "the page of the anchor",
  feeds: "the reorganisations, on the same page",
  reorgs: "it is history",
  retention: "what was removed, in its columns",
  "routing-prices": "it is history",
  settings: "the starts, below the list",
  "warehouse-history": "it is history",
};

/** Pages without any list. */
const WITHOUT_LISTS: Readonly<Record<string, string>> = {
  "/": "the overview",
  "/organisations/$account": "one organisation",
  "/orders/$id": "one order",
  "/data-requests/$person": "one person",
};

export interface ListedPage {
  path: string;
  lists: ConsoleList[];
}

/** Every page of the console with its lists. */
export function pagesWith(lists: readonly ConsoleList[]): ListedPage[] {
  return [...consolePages()].map(([path, module]) => {
    const brought = broughtBy(module);
    return { path, lists: lists.filter(({ file }) => brought.has(file)) };
  });
}

/** What can be done with several of a list, also by a wallet. */
export function actsOf({ acts = [], byWallet = [] }: ConsoleList): readonly ConsoleAct[] {
  return [...acts, ...byWallet];
}

/** What lists lack of what all lists of the console have, in sentences; none for a whole inventory. */
export function whatIsLacking(lists: readonly ConsoleList[]): string[] {
  const names = new Set(lists.map(({ name }) => name));
  const pages = pagesWith(lists);
  return [
    ...lists.flatMap(lacksOf),
    ...pages.flatMap(({ path, lists: shown }) => [
      ...(shown.length > 0 === path in WITHOUT_LISTS
        ? [`${path} has ${shown.length} lists, and is ${shown.length > 0 ? "" : "not "}noted as without.`]
        : []),
      ...collisionsOn(path, shown),
    ]),
    ...lists.filter((list) => !pages.some(({ lists: shown }) => shown.includes(list))).map(({ name }) => `${name} is on no page.`),
    ...[...Object.keys(WITHOUT_ACTS), ...Object.keys(HISTORY_ELSEWHERE)]
      .filter((name) => !names.has(name))
      .map((name) => `There is no list ${name}.`),
  ];
}

function lacksOf(list: ConsoleList): string[] {
  const { name, facets, columns, details } = list;
  const hasActs = actsOf(list).length > 0;
  return [
    ...(facets.length === 0 ? [`${name} cannot be narrowed.`] : []),
    ...(columns.every(({ csv }) => csv === null) ? [`${name} has an empty file.`] : []),
    ...(hasActs === name in WITHOUT_ACTS
      ? [`${name} ${hasActs ? "has acts, and a reason for none" : "has no acts, and no reason why"}.`]
      : []),
    ...((details !== undefined) === name in HISTORY_ELSEWHERE
      ? [
          `${name} ${details !== undefined ? "has details, and its history is said to be elsewhere" : "has no history below its rows, nor is it said where else"}.`,
        ]
      : []),
  ];
}

/** Facets of two lists by one name in the address: who narrows one would narrow both. */
function collisionsOn(path: string, lists: readonly ConsoleList[]): string[] {
  const parameters = lists.flatMap(({ place, facets }) => facets.map(({ name }) => (place === undefined ? name : `${place}.${name}`)));
  return parameters.filter((name, index) => parameters.indexOf(name) !== index).map((name) => `${path} is narrowed twice by ${name}.`);
}
