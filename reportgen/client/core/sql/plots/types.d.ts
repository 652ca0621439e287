/** What a plot is drawn from: the answer to a spec whose layout is a plot. */
import type { Type } from "../../expr/types.js";

export interface Axis {
  label: string;
  /** A band has one place for each label; numbers of other scales are of `type`. */
  scale: "linear" | "log" | "time" | "band";
  type: Type;
  /** The least and the greatest value; null where there is none. */
  domain: [number, number] | null;
  /** Whether the scale begins at nought. */
  zero?: boolean;
  labels?: string[];
}

export interface Series {
  label: string;
  /** What a click on it in the legend adds to the filter: an index into `terms`, or -1. */
  term: number;
  /** What it is as a whole, such as `AUC 0.93`. */
  fact?: string;
}

/** A rectangle from `from` to `to` on the value axis. */
export interface Bar {
  /** Its place on a band, or its edges on a scale. */
  at: number | [number, number];
  series: number;
  from: number;
  to: number;
  /** How many rows. */
  n: number;
  term: number;
}

export interface Point {
  x: number;
  y: number;
  n: number;
  term: number;
  /** Of curves: the threshold. */
  at?: number;
}

export interface Line {
  series: number;
  points: Point[];
}

/** Points by the thousand, as columns; the condition of one is made when it is asked for. */
export interface Cloud {
  x: number[];
  y: number[];
  series: number[];
  /** 0 to 5. */
  size: number[];
  /** Of grouped plots: the condition of each. */
  terms: string[] | null;
}

/** Counts on a grid. */
export interface Grid {
  x: Domain;
  y: Domain;
  /** `[column, row, count]`, rows counted from the lowest. */
  cells: [number, number, number][];
}

export interface Cell {
  x: number;
  y: number;
  value: number | null;
  n: number;
  term: number;
}

export interface Box {
  at: number;
  n: number;
  q1: number;
  median: number;
  q3: number;
  /** The ends of the whiskers. */
  low: number;
  high: number;
  outliers: number[];
  /** How many outliers are not drawn. */
  more: number;
  term: number;
}

export interface Domain {
  lo: number;
  hi: number;
  bins: number;
  integer: boolean;
}

export interface PlotAnswer {
  kind: string;
  x: Axis;
  y: Axis;
  /** What the colors say; null where there is one color. */
  color: string | null;
  /** Whether the colors are steps of a scale. */
  steps: boolean;
  series: Series[];
  /** Conditions that a click adds to the filter. */
  terms: string[];
  /** What is not drawn, and why. */
  notes: string[];
  /** What one mark counts. */
  unit: "rows" | "groups";
  bars?: Bar[];
  stacked?: boolean;
  lines?: Line[];
  cloud?: Cloud;
  grid?: Grid;
  cells?: Cell[];
  /** Of a heat map: whether its values are shares. */
  share?: boolean;
  boxes?: Box[];
  /** Of precision–recall and ROC curves: the exact area, and how many rows there are. */
  areas?: { series: number; area: number; positives: number; negatives: number }[];
  /** The texts of x and y, from which conditions of points are made. */
  texts?: { x: string; y: string };
}
