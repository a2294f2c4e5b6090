// The picture of a topology in a pane of this size: where each box stands, how each line runs, and a place for each word on
// a line that touches no box and no other word. A word that finds none is left to the list beside the picture.

import type { Box, Edge, Picture } from "./layout";

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  /** The upper left corner. */
  x: number;
  y: number;
}

interface Point {
  x: number;
  y: number;
}

export interface Drawing extends Size {
  boxes: { box: Box; rect: Rect }[];
  lines: { edge: Edge; path: string }[];
  words: { text: readonly string[]; rect: Rect }[];
}

export interface Words {
  /** What stands on a line; nothing, where its author wrote nothing. */
  of(edge: Edge): string | undefined;
  /** The width of a text on a line, and of a box with this name. */
  width(text: string): number;
  box(name: string): number;
}

export const BOX_HEIGHT = 42;
export const WORD_HEIGHT = 13;
const NETWORK: Size = { width: 92, height: 26 };
const MARGIN = 12;
/** Between two layers: the least without a word, and the most that a large pane makes of it. */
const GAP = 36;
const WIDE_GAP = 116;
/** Between the middles of two boxes of one layer. */
const ROW = 62;
const WIDE_ROW = 96;
/** What does not fit is drawn smaller, but no smaller than this with words on its lines. */
const LEAST_SCALE = 0.9;

type Wrap = (text: string) => readonly string[];

const WRAPS: readonly Wrap[] = [(text) => [text], inTwo];

/** In two lines of much the same length, where there is more than one word. */
function inTwo(text: string): readonly string[] {
  const spaces = [...text.matchAll(/ /g)].map((found) => found.index);
  if (text.length < 10 || spaces.length === 0) return [text];
  const at = spaces.reduce((best, space) => (Math.abs(space - text.length / 2) < Math.abs(best - text.length / 2) ? space : best));
  return [text.slice(0, at), text.slice(at + 1)];
}

export function draw(picture: Picture, pane: Size, words: Words): Drawing {
  const isTall = pane.height > pane.width * 0.75;
  const turned = [isTall, !isTall];
  const frames = turned.flatMap((isUpright) => WRAPS.map((wrap) => new Frame(picture, pane, isUpright, words, wrap)));
  const fitting = frames.find((frame) => frame.scale >= 1) ?? frames.find((frame) => frame.scale >= LEAST_SCALE);
  const wordless = turned.map((isUpright) => new Frame(picture, pane, isUpright, { ...words, of: () => undefined }, inTwo));
  return (fitting ?? wordless.reduce((best, frame) => (frame.scale > best.scale ? frame : best))).draw();
}

/** The picture turned in one way, its layers from left to right or from top to bottom, and its words wrapped in one way. */
class Frame {
  readonly #boxWidth: number;
  /** The gap behind each layer but the last, as narrow as its words allow. */
  readonly #gaps: readonly number[];
  readonly #least: { along: number; across: number };

  constructor(
    readonly picture: Picture,
    readonly pane: Size,
    readonly isUpright: boolean,
    readonly words: Words,
    readonly wrap: Wrap,
  ) {
    this.#boxWidth = Math.max(...picture.boxes.map((box) => (box.kind === "service" ? words.box(box.id) : 0)));
    this.#gaps = Array.from({ length: picture.layers - 1 }, (_, at) => this.#gapBehind(at));
    const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
    const layers = Array.from({ length: picture.layers }, (_, at) => this.#thickness(at));
    const row = isUpright ? this.#boxWidth + 20 : ROW;
    this.#least = { along: sum(layers) + sum(this.#gaps) + 2 * MARGIN, across: picture.widest * row + MARGIN };
  }

  get scale(): number {
    return Math.min(1, this.#along / this.#least.along, this.#across / this.#least.across);
  }

  get #along(): number {
    return this.isUpright ? this.pane.height : this.pane.width;
  }

  get #across(): number {
    return this.isUpright ? this.pane.width : this.pane.height;
  }

  #size(box: Box): Size {
    if (box.kind === "network") return NETWORK;
    return box.kind === "service" ? { width: this.#boxWidth, height: BOX_HEIGHT } : { width: 0, height: 0 };
  }

  #thickness(layer: number): number {
    const sizes = this.picture.boxes.filter((box) => box.layer === layer).map((box) => this.#size(box));
    return Math.max(0, ...sizes.map((size) => (this.isUpright ? size.height : size.width)));
  }

  #text(edge: Edge): readonly string[] {
    const text = this.words.of(edge);
    return text === undefined ? [] : this.wrap(text);
  }

  #wordSize(edge: Edge): Size {
    const text = this.#text(edge);
    return { width: Math.max(...text.map((line) => this.words.width(line))) + 8, height: text.length * WORD_HEIGHT + 4 };
  }

  /** Words of lines that bend stand at the bend, beside the boxes of its layer. */
  #gapBehind(layer: number): number {
    const direct = this.picture.edges.filter(({ boxes }) => boxes.length === 2 && Math.min(...boxes.map((box) => box.layer)) === layer);
    const needed = direct.filter((edge) => this.#text(edge).length > 0).map((edge) => this.#wordSize(edge));
    return Math.max(GAP, ...needed.map((size) => (this.isUpright ? size.height : size.width) + 20));
  }

  draw(): Drawing {
    const along = Math.max(this.#along, this.#least.along);
    const across = Math.max(this.#across, this.#least.across);
    const canvas = this.isUpright ? { width: across, height: along } : { width: along, height: across };

    const more = this.#gaps.length === 0 ? 0 : (along - this.#least.along) / this.#gaps.length;
    const gaps = this.#gaps.map((gap) => Math.min(gap + more, Math.max(gap, WIDE_GAP)));
    const middles: number[] = [];
    let at = 0;
    for (let layer = 0; layer < this.picture.layers; layer += 1) {
      const thickness = this.#thickness(layer);
      middles.push(at + thickness / 2);
      at += thickness + (gaps[layer] ?? 0);
    }
    const start = (along - at) / 2;
    const rows = this.isUpright ? across - MARGIN : Math.min(across - MARGIN, this.picture.widest * WIDE_ROW);

    const middle = (box: Box): Point => {
      const [a, b] = [start + (middles[box.layer] ?? 0), across / 2 + (box.across - 0.5) * rows];
      return this.isUpright ? { x: b, y: a } : { x: a, y: b };
    };
    const boxes = this.picture.boxes
      .filter((box) => box.kind !== "bend")
      .map((box) => ({ box, rect: around(middle(box), this.#size(box)) }));
    const curves = this.picture.edges.map((edge) => ({ edge, curve: this.#curve(edge, middle) }));
    return {
      ...canvas,
      boxes,
      lines: curves.map(({ edge, curve }) => ({ edge, path: pathOf(curve) })),
      words: this.#placed(curves, boxes.map(({ rect }) => rect), canvas),
    };
  }

  /** From side to side of the boxes, straight through the bends. */
  #curve(edge: Edge, middle: (box: Box) => Point): Piece[] {
    return edge.boxes.slice(1).flatMap((to, at) => {
      const from = edge.boxes[at];
      if (!from) return [];
      const [a, b] = [middle(from), middle(to)];
      if (this.isUpright) {
        const way = Math.sign(b.y - a.y);
        const [y1, y2] = [a.y + (way * this.#size(from).height) / 2, b.y - (way * this.#size(to).height) / 2];
        const half = (y1 + y2) / 2;
        return [[{ x: a.x, y: y1 }, { x: a.x, y: half }, { x: b.x, y: half }, { x: b.x, y: y2 }] as const];
      }
      const way = Math.sign(b.x - a.x);
      const [x1, x2] = [a.x + (way * this.#size(from).width) / 2, b.x - (way * this.#size(to).width) / 2];
      const half = (x1 + x2) / 2;
      return [[{ x: x1, y: a.y }, { x: half, y: a.y }, { x: half, y: b.y }, { x: x2, y: b.y }] as const];
    });
  }

  /** The longest word first, since it has the fewest places. Best is on the line where no other line passes. */
  #placed(curves: readonly { edge: Edge; curve: Piece[] }[], boxes: readonly Rect[], canvas: Size): Drawing["words"] {
    const placed: Drawing["words"] = [];
    const withWords = curves.filter(({ edge }) => this.#text(edge).length > 0);
    withWords.sort((a, b) => this.#wordSize(b.edge).width - this.#wordSize(a.edge).width);
    for (const { edge, curve } of withWords) {
      const size = this.#wordSize(edge);
      const others = curves.filter((other) => other.edge !== edge).flatMap((other) => pointsOf(other.curve));
      let best: { rect: Rect; crossed: number } | undefined;
      for (const point of candidates(curve, size.height)) {
        const rect = around(point, size);
        if (!isInside(rect, canvas) || boxes.some((box) => meet(rect, box, 4)) || placed.some((word) => meet(rect, word.rect, 2))) continue;
        const crossed = others.filter((other) => meet(rect, { ...other, width: 0, height: 0 }, 0)).length;
        if (!best || crossed < best.crossed) best = { rect, crossed };
      }
      if (best) placed.push({ text: this.#text(edge), rect: best.rect });
    }
    return placed;
  }
}

/** A cubic Bézier curve. */
type Piece = readonly [Point, Point, Point, Point];

function pointOn([a, b, c, d]: Piece, t: number): Point {
  const mix = (a: number, b: number, c: number, d: number): number =>
    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

function pointsOf(curve: readonly Piece[]): Point[] {
  return curve.flatMap((piece) => Array.from({ length: 25 }, (_, at) => pointOn(piece, at / 24)));
}

/** On the line: at its middle bend, in the middle of its pieces, then off the middle; and last beside the line. */
function candidates(curve: readonly Piece[], height: number): Point[] {
  const bends = curve.slice(1).map((piece) => piece[0]);
  const on = [...bends, ...[0.5, 0.4, 0.6, 0.3, 0.7].flatMap((t) => curve.map((piece) => pointOn(piece, t)))];
  const off = height / 2 + 4;
  return [...on, ...on.flatMap(({ x, y }) => [{ x, y: y - off }, { x, y: y + off }])];
}

function pathOf(curve: readonly Piece[]): string {
  return curve
    .map(([a, b, c, d], at) => `${at === 0 ? "M" : "L"}${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`)
    .join(" ");
}

function around({ x, y }: Point, { width, height }: Size): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function isInside(rect: Rect, canvas: Size): boolean {
  return rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= canvas.width && rect.y + rect.height <= canvas.height;
}

/** Whether they touch, or come nearer than `apart`. */
function meet(a: Rect, b: Rect, apart: number): boolean {
  return (
    a.x < b.x + b.width + apart && b.x < a.x + a.width + apart && a.y < b.y + b.height + apart && b.y < a.y + a.height + apart
  );
}
