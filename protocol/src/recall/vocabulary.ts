/** Namespace of the fields that a recall adds to an event. The host is a reserved one (RFC 2606): the name is only compared, never asked. */
export const RECALL_NAMESPACE = "https://waybill.example/recall/";

/** What the goods may do: harm health, hardly so, or only disappoint. */
export const RISKS = ["serious", "limited", "quality"] as const;
export type Risk = (typeof RISKS)[number];

/** What a holder did with recalled goods, in the standard's words (CBV 2.0, sections 7.1 and 7.2). */
export const OUTCOMES = {
  held: { action: "OBSERVE", bizStep: "holding", disposition: "non_sellable_other" },
  destroyed: { action: "DELETE", bizStep: "destroying", disposition: "destroyed" },
  returned: { action: "OBSERVE", bizStep: "removing", disposition: "returned" },
  sold: { action: "OBSERVE", bizStep: "retail_selling", disposition: "retail_sold" },
  not_found: { action: "OBSERVE", bizStep: "stock_taking", disposition: "unknown" },
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** Subjects that one notice can name: an event with more is no longer read on a phone. Larger recalls are several notices. */
export const MAX_RECALLED = 1_000;

/** Whom each tier of an escalation addresses, from the first. Whoever was told before goes on being told. */
export const ADDRESSEES = ["holder", "author", "everybody"] as const;
export type Addressee = (typeof ADDRESSEES)[number];
