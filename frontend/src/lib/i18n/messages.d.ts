declare module "virtual:messages/*" {
  import type { MessageFormatElement } from "@formatjs/icu-messageformat-parser";
  const messages: Record<FormatjsIntl.Message["ids"], MessageFormatElement[]>;
  export default messages;
}

/** Every catalogue of the folder `messages/en` is named here: it makes a missing or misspelt text a type error. */
interface MessageCatalogues {
  common: typeof import("../messages/en/common.json");
  journey: typeof import("../messages/en/journey.json");
  check: typeof import("../messages/en/check.json");
  audit: typeof import("../messages/en/audit.json");
  supplier: typeof import("../messages/en/supplier.json");
}

declare namespace FormatjsIntl {
  interface Message {
    ids: { [Area in keyof MessageCatalogues]: keyof MessageCatalogues[Area] }[keyof MessageCatalogues];
  }
}
