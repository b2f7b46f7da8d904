import { Maximize, Minus, Plus } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { gtinOf } from "../../../entities/pickers/use-names.ts";
import { useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { Fold } from "../model/fold.ts";
import type { TraceGraph, TraceLink } from "../model/graph.ts";
import { GraphLinks } from "./GraphLinks.tsx";
import { GraphNode } from "./GraphNode.tsx";
import type { Layout, Placed } from "./layout.ts";
import { useView } from "./use-view.ts";
import { nextNode, wayOf } from "./view.ts";

const STEP = 0.2;

interface TraceDrawingProps {
  layout: Layout;
  graph: TraceGraph;
  folds: readonly Fold[];
  selected: string;
  /** Key of the link that is shown below. */
  chosen: string | null;
  onSelect: (subject: string) => void;
  onChoose: (key: string) => void;
  onFold: (subject: string) => void;
  onUnfold: (subject: string) => void;
}

/** The drawing: dragged, zoomed by buttons or keys, walked through with the arrow keys, and from node to line with L. */
export function TraceDrawing({ layout, graph, folds, selected, chosen, onSelect, onChoose, onFold, onUnfold }: TraceDrawingProps) {
  const t = useText();
  const drawing = useRef<SVGSVGElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { view, nearer, farther, whole, move, show, drag } = useView(layout, graph.subject);
  const current =
    [focused, selected, graph.subject].find((id) => layout.nodes.some((node) => node.id === id)) ?? layout.nodes[0]?.id ?? null;
  const activate = ({ id, fold }: Placed) => (fold === null ? onSelect(id) : onUnfold(fold));
  const keys: Partial<Record<string, () => void>> = { "+": nearer, "=": nearer, "-": farther, "0": whole };
  const focusOn = (kind: "node" | "link", id: string) =>
    [...(drawing.current?.querySelectorAll<SVGGElement>(`[data-${kind}]`) ?? [])].find(({ dataset }) => dataset[kind] === id)?.focus();
  /** The lines of a node, in the order in which L goes through them. */
  const linksOf = (id: string | null) => {
    const drawn = new Set(layout.links.map(({ key }) => key));
    return graph.links.filter(({ key, from, to }) => drawn.has(key) && (from === id || to === id));
  };
  const onLinkKey = (event: KeyboardEvent, link: TraceLink) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const own = linksOf(current);
    const next = own[(own.findIndex(({ key }) => key === link.key) + 1) % own.length];
    if (event.key === "Enter" || event.key === " ") onChoose(link.key);
    else if (event.key === "l" && next !== undefined) focusOn("link", next.key);
    else if (event.key === "ArrowLeft") focusOn("node", link.from);
    else if (event.key === "ArrowRight") focusOn("node", link.to);
    else if (event.key === "Escape" && current !== null) focusOn("node", current);
    else return;
    event.preventDefault();
  };
  const onKey = (event: KeyboardEvent, placed: Placed) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = wayOf(event.key);
    if (way !== undefined && event.shiftKey) move(way[0] * STEP, way[1] * STEP);
    else if (way !== undefined) {
      const next = nextNode(layout.nodes, placed, way);
      if (next !== undefined) {
        show(next);
        focusOn("node", next.id);
      }
    } else if (event.key === "Enter" || event.key === " ") activate(placed);
    else if (event.key === "l") {
      const [first] = linksOf(placed.id);
      if (first !== undefined) focusOn("link", first.key);
    } else if (event.key === "f" && placed.fold === null) onFold(placed.id);
    else if (keys[event.key] !== undefined) keys[event.key]?.();
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative overflow-hidden rounded-xl border border-line bg-surface">
      <svg
        ref={drawing}
        role="group"
        aria-label={t("trace.drawing")}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        className="h-112 w-full cursor-grab touch-pan-y select-none active:cursor-grabbing"
        {...drag}
      >
        <GraphLinks {...{ layout, graph, selected, chosen, onChoose }} onKeyDown={onLinkKey} />
        {layout.nodes.map((placed) => (
          <GraphNode
            key={placed.id}
            placed={placed}
            node={graph.nodes.get(placed.id)}
            product={placed.fold === null ? graph.names.get(gtinOf(placed.id) ?? "") : undefined}
            hidden={folds.find(({ of }) => of === placed.fold)?.hidden ?? 0}
            isSelected={placed.id === selected}
            isAsked={placed.id === graph.subject}
            isCurrent={placed.id === current}
            onActivate={() => activate(placed)}
            onFocus={() => setFocused(placed.id)}
            onKeyDown={(event) => onKey(event, placed)}
          />
        ))}
      </svg>
      <div className="no-print absolute top-3 right-3 flex gap-1">
        {(
          [
            ["nearer", Plus, nearer],
            ["farther", Minus, farther],
            ["whole", Maximize, whole],
          ] as const
        ).map(([name, Icon, act]) => (
          <Button key={name} size="icon" aria-label={t(`trace.zoom.${name}`)} title={t(`trace.zoom.${name}`)} onClick={act}>
            <Icon aria-hidden />
          </Button>
        ))}
      </div>
    </div>
  );
}
