/** The shapes that panels are drawn from: the spec, the answer to it, and the view that holds both. */
import type { VNode } from "./preact.d.ts";

export interface ColumnType {
  kind: string;
  thumb?: number | null;
  item?: ColumnType;
  fields?: { name: string; type: ColumnType }[];
  bits?: number;
  unsigned?: boolean;
  [detail: string]: unknown;
}

export interface ImageValue {
  file: string;
  thumb: string | null;
  width: number;
  height: number;
  caption: string | null;
}

export type RowHeight = "small" | "medium" | "large" | "xlarge";
export type Show = "value" | "histogram" | "distribution" | "gallery";

export interface SpecColumn {
  name: string;
  expr?: string;
  label?: string;
  hidden?: boolean;
  show?: Show;
}

export interface Spec {
  v: number;
  filter?: string;
  group?: string[];
  sort?: { by: string; dir?: string; nulls?: string }[];
  columns?: SpecColumn[];
  rows?: number;
  row_height?: RowHeight;
  height?: number;
  [other: string]: unknown;
}

/** One scale down a histogram column. */
export interface Domain {
  lo: number;
  hi: number;
  bins: number;
  integer: boolean;
}

export interface AnswerColumn {
  name: string;
  label: string;
  type: ColumnType;
  role: "key" | "count" | "cell" | "value";
  show: Show;
  derived?: boolean;
  domain?: Domain | null;
}

export interface Answer {
  kind: "rows" | "groups";
  total: number;
  filtered: number;
  groups: number | null;
  offset: number;
  columns: AnswerColumn[];
  rows: unknown[][];
  ids?: number[];
  keys?: unknown[][];
}

export interface HistogramValue {
  counts: number[];
  nulls: number;
  nan: number;
  inf: number;
  n: number;
  min: number | null;
  max: number | null;
  mean: number | null;
}

export interface DistributionValue {
  values: [unknown, number][];
  distinct: number;
  nulls: number;
  n: number;
}

/** `offset` is there once a reader has paged through the group: `items` then starts at it. */
export interface GalleryValue {
  items: ImageValue[];
  n: number;
  offset?: number;
}

export interface Problem {
  code?: string;
  message: string;
  help?: string;
  start?: number;
  end?: number;
  at?: { option?: string; start?: number; end?: number };
}

export interface View {
  id: string;
  spec: Spec;
  author: Spec;
  schema: { label?: string; ref?: string; rows?: number; columns?: { name: string; type: ColumnType }[] };
  answer: Answer | null;
  state: "static" | "loading" | "ready" | "error";
  media?: string;
  busy?: boolean;
  progress?: { done: number; total: number; label?: string } | null;
  message?: string | null;
  problems?: Problem[];
  draft?: string | null;
  /** The open completion list of the filter box, for assistive technology. */
  completion?: { list: string; active?: string | null } | null;
}

// deno-lint-ignore no-explicit-any
export type Handler = (...args: any[]) => void;
export type Handlers = Record<string, Handler | undefined>;

/** How the numbers of one column are written. */
export interface NumberFormat {
  decimals?: number;
  exponent?: boolean;
  grouping?: "always" | "never";
}

/** The bins of a histogram column, and how each is written. */
export interface Scale {
  ranges: { lo: number; hi: number }[];
  labels: string[];
}

/** What a cell component is given: its value, its column, and where it stands. */
export interface CellProps {
  value: unknown;
  column: AnswerColumn;
  format: NumberFormat;
  scale: Scale | null;
  place: Place;
}

export interface Place {
  on: Handlers;
  /** The prefix of the addresses of images. */
  media: string;
  /** Whether a script answers. */
  alive: boolean;
  /** The expressions that the rows are grouped by. */
  group: string[];
  rowHeight: RowHeight;
  /** Position of the row on this page, from 0. */
  index: number;
  /** Position of the row in the whole answer, from 1. */
  number: number;
  /** The row's identity (`__row__`), or the group's key values. */
  key: unknown;
  /** The largest value of the column on this page, for bars. */
  largest: number;
}

export type Component = (props: CellProps) => VNode | string | null;
