// Where the services stand in the picture: in layers by who calls whom, in each layer in the order that crosses least
// (Sugiyama's method). Where the author drew no links, the networks stand in the middle and their services beside them.

import type { Link } from "../../lib/wire/Link";
import type { Node } from "../../lib/wire/Node";

export interface Box {
  id: string;
  /** A `bend` is where a line passes a layer in which it has no business. */
  kind: "service" | "network" | "bend";
  /** Its layer, from 0. */
  layer: number;
  /** Within the layer, from 0 to 1. */
  across: number;
}

export interface Edge {
  /** From the caller, through bends, to the called. */
  boxes: Box[];
  link: Link | undefined;
}

export interface Picture {
  boxes: Box[];
  edges: Edge[];
  layers: number;
  /** Boxes in the fullest layer. */
  widest: number;
}

interface Arc {
  from: string;
  to: string;
}

interface Line extends Arc {
  link: Link | undefined;
}

const NETWORK = "network ";
const BEND = "bend ";

export function layOut(nodes: readonly Node[], links: readonly Link[]): Picture {
  const services = nodes.map((node) => node.service);
  const drawn = links.filter((link) => services.includes(link.from) && services.includes(link.to) && link.from !== link.to);
  const lines: Line[] = drawn.length > 0 ? drawn.map((link) => ({ from: link.from, to: link.to, link })) : byNetwork(nodes);
  const ids = [...new Set([...services, ...lines.flatMap((line) => [line.from, line.to])])];
  const layer = layersOf(ids, lines);
  const layers: string[][] = Array.from({ length: Math.max(...ids.map((id) => layer.get(id) ?? 0)) + 1 }, () => []);
  for (const id of ids) layers[layer.get(id) ?? 0]?.push(id);

  const ways = lines.map((line, at) => ({ link: line.link, ids: wayOf(line, at, layer, layers) }));
  const arcs = ways.flatMap(({ ids }) => ids.slice(1).map((to, at) => ({ from: ids[at] ?? to, to })));
  sortLayers(layers, arcs);

  const boxes = new Map<string, Box>();
  layers.forEach((ids, at) => {
    ids.forEach((id, row) => {
      const kind = id.startsWith(NETWORK) ? "network" : id.startsWith(BEND) ? "bend" : "service";
      boxes.set(id, {
        id: kind === "network" ? id.slice(NETWORK.length) : id,
        kind,
        layer: at,
        across: (row + 0.5) / ids.length,
      });
    });
  });
  return {
    boxes: [...boxes.values()],
    edges: ways.map(({ link, ids }) => ({ link, boxes: ids.flatMap((id) => boxes.get(id) ?? []) })),
    layers: layers.length,
    widest: Math.max(1, ...layers.map((ids) => ids.length)),
  };
}

/** The first service of a network before it, the others behind it. */
function byNetwork(nodes: readonly Node[]): Line[] {
  const networks = new Map<string, string[]>();
  for (const node of nodes) {
    for (const network of node.networks) networks.set(network, [...(networks.get(network) ?? []), node.service]);
  }
  return [...networks].flatMap(([network, [first, ...others]]) => {
    if (first === undefined || others.length === 0) return [];
    const hub = NETWORK + network;
    return [{ from: first, to: hub, link: undefined }, ...others.map((other) => ({ from: hub, to: other, link: undefined }))];
  });
}

/** Each as far along as its longest chain of callers. An arc that leads back, to a caller of a caller, is not counted. */
function layersOf(ids: readonly string[], arcs: readonly Arc[]): Map<string, number> {
  const forth = withoutReturns(ids, arcs);
  const layer = new Map<string, number>();
  const place = (id: string): number => {
    const known = layer.get(id);
    if (known !== undefined) return known;
    const at = Math.max(0, ...forth.filter((arc) => arc.to === id).map((arc) => place(arc.from) + 1));
    layer.set(id, at);
    return at;
  };
  for (const id of ids) place(id);
  return layer;
}

/** Follows the arcs from whom nobody calls, and leaves out those that close a circle. */
function withoutReturns(ids: readonly string[], arcs: readonly Arc[]): Arc[] {
  const forth: Arc[] = [];
  const onWay = new Set<string>();
  const done = new Set<string>();
  const follow = (id: string): void => {
    if (done.has(id)) return;
    done.add(id);
    onWay.add(id);
    for (const arc of arcs) {
      if (arc.from !== id || onWay.has(arc.to)) continue;
      forth.push(arc);
      follow(arc.to);
    }
    onWay.delete(id);
  };
  const isCalled = (id: string): boolean => arcs.some((arc) => arc.to === id);
  for (const id of [...ids.filter((id) => !isCalled(id)), ...ids]) follow(id);
  return forth;
}

/** A line over more than one layer gets a bend in each layer between, so that it keeps clear of the boxes there. */
function wayOf(line: Line, at: number, layer: ReadonlyMap<string, number>, layers: string[][]): string[] {
  const from = layer.get(line.from) ?? 0;
  const to = layer.get(line.to) ?? 0;
  const step = Math.sign(to - from);
  const bends: string[] = [];
  for (let between = from + step; step !== 0 && between !== to; between += step) {
    const id = `${BEND}${at} ${between}`;
    layers[between]?.push(id);
    bends.push(id);
  }
  return [line.from, ...bends, line.to];
}

/** A few sweeps of the barycentre heuristic, there and back. */
function sortLayers(layers: string[][], arcs: readonly Arc[]): void {
  const neighbours = (id: string): string[] => arcs.flatMap((arc) => (arc.from === id ? [arc.to] : arc.to === id ? [arc.from] : []));
  for (let sweep = 0; sweep < 4; sweep += 1) {
    const isThere = sweep % 2 === 0;
    const order = layers.map((_, at) => (isThere ? at : layers.length - 1 - at));
    for (const at of order) {
      const beside = layers[isThere ? at - 1 : at + 1];
      const own = layers[at];
      if (!beside || !own) continue;
      const weight = new Map(
        own.map((id, row) => {
          const rows = neighbours(id).map((other) => beside.indexOf(other)).filter((row) => row >= 0);
          const mean = rows.length === 0 ? (row + 0.5) / own.length : (rows.reduce((sum, row) => sum + row, 0) / rows.length + 0.5) / beside.length;
          return [id, mean] as const;
        }),
      );
      own.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0));
    }
  }
}
