import { BookOpen, Package, Sprout } from "lucide-react";
import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import { cn } from "../../lib/class-names.ts";

const SIGNS = { book: BookOpen, food: Sprout, other: Package } as const;

/**
 * Picture of an article that is kept here as a public document; a sign of its kind in the place of others, as our pages load nothing from elsewhere.
 * Its title stands beside it.
 */
export function Picture({ article: { media, kind }, className }: { article: Pick<Article, "media" | "kind">; className?: string }) {
  const Sign = SIGNS[kind];
  return (
    <div className={cn("flex items-center justify-center overflow-hidden rounded-lg bg-sunken", className)}>
      {media !== null && !media.startsWith("https:") ? (
        <img src={`/api/documents/${media}/content`} alt="" loading="lazy" className="size-full object-contain" />
      ) : (
        <Sign aria-hidden className="size-9 text-muted" />
      )}
    </div>
  );
}
